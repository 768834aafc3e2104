"""Which limit of LTV or of the down payment holds, and why, in words."""

from dataclasses import replace

from django.utils.translation import gettext as _

from core.formats import decimal_words, percent
from products.calculators.limits import NPL_BOUND, least_down_payment
from products.ladders import Bought, Ceiling, Rung
from products.models.ladder import PropertyKind, VehicleUse

UNKNOWN = "–"


def limit_words(ceiling: Ceiling) -> str:
    """Say whose limit of LTV holds."""
    if ceiling.percent is None:
        return ""
    values = {"cap": percent(ceiling.percent)}
    if ceiling.rung is not None:
        values["rule"] = percent(ceiling.rung.percent)
    if ceiling.own is not None:
        values["own"] = percent(ceiling.own)
    if ceiling.decider == "both":
        return _("The product and the regulator set the same limit, %(cap)s.") % values
    if ceiling.decider == "regulator":
        if ceiling.own is None:
            return _("The limit of the regulator holds, %(cap)s.") % values
        return _("The limit of the regulator holds, %(cap)s; the product allows %(own)s.") % values
    if ceiling.rung is None:
        return _("The limit of the product holds, %(cap)s.") % values
    return _("The limit of the product holds, %(cap)s; the regulator allows %(rule)s.") % values


def payment_words(ceiling: Ceiling) -> str:
    """Say whose smallest down payment holds, for vehicles."""
    if ceiling.percent is None:
        return ""
    values = {"least": percent(least_down_payment(ceiling.percent))}
    if ceiling.rung is not None:
        values["rule"] = percent(least_down_payment(ceiling.rung.percent))
    if ceiling.own is not None:
        values["own"] = percent(least_down_payment(ceiling.own))
    if ceiling.decider == "both":
        return _("The product and the regulator ask for the same, %(least)s.") % values
    if ceiling.decider == "regulator":
        if ceiling.own is None:
            return _("The regulator asks for %(least)s.") % values
        return _("The regulator asks for %(least)s, the product alone for %(own)s.") % values
    if ceiling.rung is None:
        return _("The product asks for %(least)s.") % values
    return _("The product asks for %(least)s, the regulator alone for %(rule)s.") % values


def reason_words(rung: Rung | None) -> str:
    """Say what the regulator's limit was read from: what is bought, and the bank's NPL."""
    if rung is None:
        return ""
    parts = [part for part in (*_parts(rung.bought), _standing(rung)) if part]
    return _("Regulator: %(parts)s.") % {"parts": ", ".join(parts)}


def _standing(rung: Rung) -> str:
    text = _("rule for banks of NPL %(bound)s or more")
    if rung.is_sound:
        text = _("rule for banks of NPL below %(bound)s")
    return text % {"bound": percent(NPL_BOUND)}


def standing_words(rung: Rung | None) -> str:
    """Say for the bank's own people that its NPL is still to be recorded."""
    if rung is None or rung.is_recorded:
        return ""
    text = _("The NPL of the bank is not recorded and taken as below %(bound)s.")
    return text % {"bound": percent(NPL_BOUND)}


def _parts(bought: Bought) -> list[str]:
    parts = []
    if len(bought.vehicles) == 1:
        parts.append(str(VehicleUse(bought.vehicles[0]).label).lower())
    if len(bought.kinds) == 1:
        parts.append(str(PropertyKind(bought.kinds[0]).label).lower())
    if bought.floor is not None:
        parts.append(_("%(size)s m²") % {"size": decimal_words(bought.floor)})
    if bought.is_later is not None:
        parts.append(_("second or later facility") if bought.is_later else _("first facility"))
    return parts


def hint_words(ceiling: Ceiling) -> str:
    """Name the answers that are missing, where one could lift the limit that holds."""
    if not ceiling.is_open or ceiling.rung is None:
        return ""
    bought, asked = ceiling.rung.bought, []
    if len(bought.kinds) > 1:
        asked.append(_("kind of property"))
    if len(bought.vehicles) > 1:
        asked.append(_("kind of vehicle"))
    if bought.kinds and bought.floor is None:
        asked.append(_("floor area"))
    if bought.kinds and bought.is_later is None:
        asked.append(_("first or later facility"))
    values = {"asked": ", ".join(asked), "highest": percent(ceiling.rung.highest)}
    text = _("Not known: %(asked)s. So the strictest counts; it could be up to %(highest)s.")
    if bought.vehicles:
        values["highest"] = percent(least_down_payment(ceiling.rung.highest))
        text = _("Not known: %(asked)s. So the strictest counts; it could be %(highest)s.")
    return text % values


def bought_words(bought: Bought) -> str:
    """`Landed house, 45 m²`, for what was computed from."""
    text = ", ".join(_parts(replace(bought, is_later=None)))
    return text[:1].upper() + text[1:]
