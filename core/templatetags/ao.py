"""Template tags of the portal: `{% load ao %}`."""

from __future__ import annotations

from django import template

from core import marks, stencil

register = template.Library()
register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.stage_ring, name="stage_ring")
register.simple_tag(stencil.draw, name="draw")
register.simple_tag(stencil.fixed, name="fixed")
