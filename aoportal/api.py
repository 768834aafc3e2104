"""The API: each app's router at one address."""

from documents.api import router as papers
from followups.api import router as followups
from offers.booking.api import router as booking
from offers.decisions.api import router as decisions
from offers.letters.api import router as letters
from offers.letters.api_writing import router as letter_writing
from offers.simulations.api import router as simulations
from org.access.api import PortalAPI
from products.api import router as products
from prospects.api import (
    circle,
    consents,
    data_requests,
    exports,
    finances,
    handovers,
    imports,
    lists,
    memo,
    money,
    needs,
    numbers,
    opportunities,
    partners,
    people,
    slik,
    territories,
    transfers,
)
from reports.api import router as reports

PREFIX = "/api/v1/"

api = PortalAPI(
    title="AO Portal",
    version="1",
    description="Prospects with labels, consents, needs, links, financial picture, SLIK and "
    "requests about their data, transfers, hand-overs, territories, imports, exports,"
    " opportunities with their papers, memo, letters, proposals, decisions, bookings,"
    " disbursements, partners, follow-ups, products, simulations and figures, with "
    "the rights of the person whose access token is shown. Amounts are whole rupiah, "
    "moments ISO 8601 with offset. See docs/api.md.",
)
ROUTERS = (
    people.router, numbers.router, circle.router, lists.router, consents.router,
    data_requests.router, needs.router, finances.router, slik.router, memo.router,
    opportunities.router, papers, money.router, letters, letter_writing, decisions, booking,
    partners.router, transfers.router, handovers.router, territories.router, imports.router,
    exports.router, followups, products, simulations, reports,
)  # fmt: skip
for router in ROUTERS:
    api.add_router("", router)
