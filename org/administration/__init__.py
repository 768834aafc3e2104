"""*Administrasi*: three generic views (list, form, history) and the pages declared on them.

A page is one subclass of `page.AdminPage`; `views.paths` makes its addresses and
`aoportal/navigation.py` puts it into the side menu.
"""
