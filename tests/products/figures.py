"""Published figures beside ours, with a verdict each: what `docs/figures.md` is made of.

`python -m tests.products.figures > docs/figures.md` writes it anew; a test compares the two.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from products import ladder_data, programme_data
from products.calculators import collectibility, limits
from products.calculators.costs import CostRule, Relief, cost, vat
from products.calculators.deposits import Basis, interest, roll_over
from products.calculators.loans import (
    Method,
    Period,
    Schedule,
    Terms,
    affordable_principal,
    effective_rate,
    effective_to_flat,
    flat_to_effective,
    schedule,
)
from products.calculators.prepayment import payoff

D = Decimal
Answers = tuple[Decimal, ...]
AGREES, DISAGREES, OWN = "agrees", "disagrees", "own example"
MILLION = 1_000_000


@dataclass(frozen=True)
class Figure:
    """One row: who published it, what was asked, what was printed, what the portal says.

    `places` are the decimals that were printed; `is_cut` where they were cut off, not rounded.
    """

    source: str
    asked: str
    printed: tuple[str, ...]
    ours: Callable[[], Answers]
    verdict: str = AGREES
    note: str = ""
    places: int = 0
    is_cut: bool = False

    @property
    def computed(self) -> Answers:
        """Our figures with as many decimals as were printed."""
        rounding = ROUND_DOWN if self.is_cut else ROUND_HALF_UP
        return tuple(one.quantize(D(1).scaleb(-self.places), rounding) for one in self.ours())

    @property
    def is_equal(self) -> bool:
        """Whether every printed figure is ours."""
        return self.computed == tuple(D(one) for one in self.printed)


def plan(
    method: Method, principal: int, *periods: tuple[str, int], carry: str = "rounded"
) -> Schedule:
    """Return a schedule of rates in % a year and their months."""
    parts = [Period(D(rate), months) for rate, months in periods]
    return schedule(method, D(principal), parts, Terms(carry=carry))


def first(method: Method, principal: int, rate: str, *months: int) -> Callable[[], Answers]:
    """Return the first instalment of each term."""
    return lambda: tuple(plan(method, principal, (rate, one)).first_payment for one in months)


def citi(principal: int) -> Callable[[], Answers]:
    """Return Citibank's instalments: 1,68 % flat a month up to 18 months, 1,5 % above."""
    return lambda: (*first("flat", principal, "20.16", 12, 18)(),
                    *first("flat", principal, "18", 24, 30, 36)())  # fmt: skip


def workbook() -> Answers:
    """Return instalment, balance after the fixed years, later instalment, rows 1 and 20."""
    rows = plan("anuitas", 400 * MILLION, ("4", 36), ("11", 144), carry="exact").instalments
    return (rows[0].payment, rows[35].balance, rows[36].payment, rows[0].interest,
            rows[0].principal, rows[19].interest, rows[19].principal)  # fmt: skip


def workbook_rows() -> Answers:
    """Return the interest of rows 2 to 19, then their principal."""
    rows = plan("anuitas", 400 * MILLION, ("4", 36), ("11", 144), carry="exact").instalments[1:19]
    return (*(one.interest for one in rows), *(one.principal for one in rows))


def sumut() -> Answers:
    """Return interest of rows 1 and 17, and the principal of row 1."""
    rows = plan("anuitas", 500 * MILLION, ("16", 60), carry="exact").instalments
    return rows[0].interest, rows[16].interest, rows[0].principal


def gross(principal: int, rate: str, days: int, basis: Basis = "actual") -> Answers:
    """Return gross interest, tax and net."""
    term = interest(D(principal), D(rate), days, basis=basis)
    return term.gross, term.tax, term.net


def exact(principal: int, rate: str, days: int) -> Decimal:
    """Return gross interest before it is rounded."""
    return D(principal) * D(rate) * days / 36_500


def steps() -> Answers:
    """Return instalments and balances of three rates by contract."""
    rows = plan("anuitas", 400 * MILLION, ("4.75", 36), ("7.75", 36), ("11.5", 108)).instalments
    return (rows[0].payment, rows[35].balance, rows[36].payment, rows[71].balance,
            rows[72].payment)  # fmt: skip


def rolled() -> Answers:
    """Return first interest and tax of an ARO+ deposit, then what stands after each month."""
    months = [(D("3.5"), days, False) for days in (30, 31, 31)]
    terms = list(roll_over(D(100 * MILLION), months, adds_interest=True))
    return (terms[0].gross, terms[0].tax, *(one.maturity_value for one in terms))


DUTY = CostRule(percent=D(5), deduction=D(80 * MILLION))
KUR = (12, 18, 24, 36, 48, 60)
# Rows 2 to 19 of the workbook are printed in no source: a test counts them in two other ways.
WORKBOOK_ROWS = (
    "1327915", "1322479", "1317025", "1311552", "1306062", "1300553", "1295026", "1289480",
    "1283916", "1278333", "1272731", "1267111", "1261472", "1255815", "1250138", "1244443",
    "1238729", "1232995",
    "1630836", "1636273", "1641727", "1647199", "1652690", "1658199", "1663726", "1669272",
    "1674836", "1680419", "1686020", "1691640", "1697279", "1702937", "1708613", "1714309",
    "1720023", "1725756",
)  # fmt: skip
SECTIONS: dict[str, list[Figure]] = {
    "Instalments (domain 1.3)": [
        Figure("1 BTN calculator, Sept 2025", "Rp164.340.000, 5 %, 10 years", ("1773565",),
               first("anuitas_tahunan", 164_340_000, "5", 120), note="yearly annuity / 12"),
        Figure("4 BTN calculator, June 2025", "Rp157.700.000, 5 %, 15 years", ("1266098",),
               first("anuitas_tahunan", 157_700_000, "5", 180), note="yearly annuity / 12"),
        Figure("6 same", "Rp164.350.000, 5 %, 15 years", ("1319488",),
               first("anuitas_tahunan", 164_350_000, "5", 180), note="yearly annuity / 12"),
        Figure("7 Citibank table", "Rp20 million flat; 12, 18, 24, 30, 36 months",
               ("2002667", "1447111", "1133333", "966667", "855556"), citi(20 * MILLION)),
        Figure("11 Citibank table", "Rp200 million flat, the same terms",
               ("20026667", "14471111", "11333333", "9666667", "8555556"), citi(200 * MILLION)),
        Figure("12 Citibank table", "effective % a month of the five terms",
               ("2.95", "2.94", "2.62", "2.59", "2.55"),
               lambda: tuple(round(flat_to_effective(D(flat), months) / 12, 3) for flat, months in (
                   ("20.16", 12), ("20.16", 18), ("18", 24), ("18", 30), ("18", 36))), places=2),
        Figure("13, 15 KPR workbook", "Rp400 million, 4 % for 36 of 180 months, then 11 %: "
               "instalment, balance, later instalment, interest and principal of rows 1 and 20",
               ("2958752", "337938987", "4236252", "1333333", "1625418", "1227243", "1731509"),
               workbook, note="balances carried unrounded"),
        Figure("15 its rows 2 to 19", "the same: interest of rows 2 to 19, then principal",
               WORKBOOK_ROWS, workbook_rows, OWN,
               "rows 2–19 computed twice by other means; only rows 1 and 20 are printed"),
        Figure("16 Bank Sumut sheet", "Rp500 million, 16 %, 60 months: interest of rows 1 and 17, "
               "principal of row 1", ("6666667", "5370176", "5492363"), sumut, DISAGREES,
               "interest agrees 17 of 17; the sheet adds Rp1 a month to the principal"),
        Figure("17 How-to, flat and effective", "Rp5 million, 1,5 % a month effective, 12 months",
               ("458400",), first("anuitas", 5 * MILLION, "18", 12)),
        Figure("18 same", "1,5 % flat to effective and back, % a month", ("2.64", "0.83"),
               lambda: (flat_to_effective(D(18), 12) / 12, effective_to_flat(D(18), 12) / 12),
               places=2, is_cut=True),
        Figure("19 Sliding example", "Rp600 million, 10 %, 120 months: first and second instalment",
               ("10000000", "9958333"),
               lambda: tuple(one.payment for one in
                             plan("menurun", 600 * MILLION, ("10", 120)).instalments[:2])),
        Figure("21 Flat 5,37 %", "Rp600 million, 120 months", ("7685000",),
               first("flat", 600 * MILLION, "5.37", 120)),
        Figure("22 Cermati car credit", "Rp112.500.000, flat 7 %, 36 months", ("3781250",),
               first("flat", 112_500_000, "7", 36)),
        Figure("24 KUR news", "Rp100 million and 50 million, 6 %, 36 months",
               ("3277778", "1638889"),
               lambda: tuple(plan("flat", size * MILLION, ("6", 36)).first_payment
                             for size in (100, 50)), note="only as flat; the rule says effective"),
        Figure("25 Brighton page", "Rp500 million, 5 %, 180 months", ("3953974",),
               first("anuitas", 500 * MILLION, "5", 180), DISAGREES, "six rupiah too many"),
        Figure("26 \"BTN\" 600 million", "8 %, 10 years", ("7364967",),
               first("anuitas", 600 * MILLION, "8", 120), DISAGREES,
               "yearly annuity / 12 gives 7.451.474"),
        Figure("27 RBTV KUR table", "Rp70 million, 6 %; 12, 18, 24, 36, 48, 60 months",
               ("6183333", "4277778", "3354167", "2462963", "2041667", "1750000"),
               first("flat", 70 * MILLION, "6", *KUR), DISAGREES, "only 12 months agrees"),
        Figure("28 IDN Times", "Rp120 million, flat 10 %, 120 months", ("1100000",),
               first("flat", 120 * MILLION, "10", 120), DISAGREES,
               "divides the interest of one year by 120"),
        Figure("29 Pasundan Ekspres KUR", "Rp20 million, 6 %, 12 months", ("1700000",),
               first("flat", 20 * MILLION, "6", 12), DISAGREES, "annuity gives 1.721.329"),
        Figure("30 RBTV KUR", "Rp80 million, flat 6 %, 24 months: interest a month", ("200000",),
               lambda: (plan("flat", 80 * MILLION, ("6", 24)).instalments[0].interest,), DISAGREES,
               "spreads the interest of one year over two"),
    ],
    "Own examples of instalments (domain 1.4, 1.5)": [
        Figure("annuity", "Rp100 million, 12 %, 12 months: instalment, last, all interest",
               ("8884879", "8884876", "6618545"),
               lambda: _ends(plan("anuitas", 100 * MILLION, ("12", 12))), OWN),
        Figure("its rows", "interest, principal and balance of row 1; balance of row 6",
               ("1000000", "7884879", "92115121", "51492105"), lambda: _rows(), OWN),
        Figure("annuity", "Rp50 million, 11,5 %, 24 months: instalment, last, all interest, "
               "interest of row 1", ("2342016", "2342011", "6208379", "479167"),
               lambda: _and_row(plan("anuitas", 50 * MILLION, ("11.5", 24)), 0, "interest"), OWN),
        Figure("declining", "Rp120 million, 12 %, 24 months: instalment, last, all interest, "
               "second instalment", ("6200000", "5050000", "15000000", "6150000"),
               lambda: _and_row(plan("menurun", 120 * MILLION, ("12", 24)), 1, "payment"), OWN),
        Figure("KUR 6 % effective", "Rp100 million; 12, 18, 24, 36, 48, 60 months",
               ("8606643", "5823173", "4432061", "3042194", "2348503", "1933280"),
               first("anuitas", 100 * MILLION, "6", *KUR), OWN),
        Figure("FLPP, monthly rests", "house of 166, 185, 240 million, 1 % down, 5 %, 20 years",
               ("1084571", "1208709", "1568055"), lambda: _flpp("anuitas"), OWN),
        Figure("FLPP, yearly annuity / 12", "the same", ("1098922", "1224702", "1588803"),
               lambda: _flpp("anuitas_tahunan"), OWN),
        Figure("yearly quotes read monthly", "cases 1 and 4, true % a year", ("5.378", "5.230"),
               lambda: (effective_rate(D(164_340_000), D(1_773_565), 120),
                        effective_rate(D(157_700_000), D(1_266_098), 180)), OWN, places=3),
        Figure("flat to effective", "7 %, 6 %, 11,88 % over 36 months; 4,5 % over 48",
               ("12.828", "11.082", "21.005", "8.362"),
               lambda: tuple(flat_to_effective(D(rate), months) for rate, months in (
                   ("7", 36), ("6", 36), ("11.88", 36), ("4.5", 48))), OWN, places=3),
        Figure("effective to flat", "6 % over 36 months, % a year", ("3.173",),
               lambda: (effective_to_flat(D(6), 36),), OWN, places=3),
    ],
    "Fixed, then other rates (domain 1.6) and early payment (1.7)": [
        Figure("three rates", "Rp400 million, 180 months: 4,75 %, 7,75 % from 37, 11,5 % from 73: "
               "instalment and balance in turn",
               ("3111328", "341005085", "3644635", "282760110", "4214161"), steps, OWN),
        Figure("the usual illustration", "Rp100 million remain, penalty 1 %", ("1000000",),
               lambda: _settled(100 * MILLION)[:1]),
        Figure("settled after 6 of 12", "Rp51.492.105 remain, penalty 1 %: penalty, payoff",
               ("514921", "52007026"),
               lambda: _settled(51_492_105), OWN),
        Figure("settled after the fixed years", "Rp337.938.987 remain, penalty 1 %", ("3379390",),
               lambda: _settled(337_938_987)[:1], OWN),
    ],
    "Costs at the start (domain 1.8)": [
        Figure("BPHTB, published", "house of 200 million, 80 million free", ("6000000",),
               lambda: (cost(D(200 * MILLION), DUTY),)),
        Figure("BPHTB, Kompas", "750 million, 12 million free", ("6900000",),
               lambda: (cost(D(750 * MILLION), CostRule(percent=D(5), deduction=D(12 * MILLION))),),
               DISAGREES, "5 % of 738 million is 36.900.000"),
        Figure("provision, APHT, BPHTB", "price 500 million, loan 400 million",
               ("4000000", "1250000", "21000000"),
               lambda: (cost(D(400 * MILLION), CostRule(percent=D(1))),
                        cost(D(400 * MILLION), CostRule(percent=D("0.25"), share=D(125))),
                        cost(D(500 * MILLION), DUTY)), OWN),
        Figure("first payment of a car", "price 150 million, a quarter down, flat 7 %, 36 months; "
               "insurance 6 million, provision 0,5 %, policy 150.000, administration 400.000",
               ("48393750",), lambda: _car(), OWN),
        Figure("car", "price 250 million, a quarter down, flat 4,5 %, 48 months", ("4609375",),
               first("flat", 187_500_000, "4.5", 48), OWN),
    ],
    "Deposits (domain 2)": [
        Figure("BCA", "Rp10 million, 6 %, 180 days: gross, tax", ("295890", "59178"),
               lambda: gross(10 * MILLION, "6", 180)[:2]),
        Figure("UMKM Cerdas Pajak, savings", "Rp6 million, 3 %, 30 days, no tax", ("14795",),
               lambda: gross(6 * MILLION, "3", 30)[:1]),
        Figure("UMKM Cerdas Pajak, deposit", "Rp10 million, 4 %, one month of 30 days", ("32876",),
               lambda: (exact(10 * MILLION, "4", 30),), note="printed cut off", is_cut=True),
        Figure("Suara", "Rp100 million, 4 %, 30 days, net", ("263000",),
               lambda: (round(gross(100 * MILLION, "4", 30)[2], -3),),
               note="printed as about; exactly 263.014"),
        Figure("Katadata", "Rp50 million, 6 %, 3 months: gross, net", ("750000", "600000"),
               lambda: gross(50 * MILLION, "6", 90, "months")[::2],
               note="only by months / 12; by days 739.726"),
        Figure("RBTV", "Rp100 million, 3 %, 30 days, net", ("200000",),
               lambda: gross(100 * MILLION, "3", 30)[2:], DISAGREES, "counts months / 12"),
        Figure("RBTV \"BNI\"", "Rp100 million, 3,25 %, 30 days, net", ("650000",),
               lambda: gross(100 * MILLION, "3.25", 30)[2:], DISAGREES,
               "that is three months; tax and interest are rounded each, otherwise 213.699"),
        Figure("31 days", "Rp50 million, 3,25 %; the same in a leap year", ("138014", "137637"),
               lambda: (*gross(50 * MILLION, "3.25", 31)[:1], _leap()), OWN),
        Figure("ARO+", "Rp100 million, 3,5 % from 21 Nov 2026, three months: interest and tax of "
               "the first, what stands after each",
               ("287671", "57534", "100230137", "100468492", "100707414"), rolled, OWN),
        Figure("free of tax", "7,5 million and 8 million, 3 %, 30 days: gross, tax each",
               ("18493", "0", "19726", "3945"),
               lambda: (*gross(7_500_000, "3", 30)[:2], *gross(8 * MILLION, "3", 30)[:2]), OWN),
    ],
    "What fits, and limits (domain 3)": [
        Figure("IDN, ratio", "6 of 20 million; 6,75 of 15 million, %", ("30", "45"),
               lambda: (limits.debt_ratio(D(20 * MILLION), D(0), D(6 * MILLION)),
                        limits.debt_ratio(D(15 * MILLION), D(0), D(6_750_000)))),
        Figure("two ways to count", "income 10 million, instalment 2 million, limit 40 %: "
               "instalment that fits, loan at 10 % over 180 months",
               ("2000000", "186114878", "3200000", "297783804"), lambda: _two_ways()),
        Figure("same, as printed", "instalment of 185 and of 295 million at 10 % over 180 months, "
               "million", ("1.99", "3.17"),
               lambda: tuple(plan("anuitas", size * MILLION, ("10", 180)).first_payment / MILLION
                             for size in (185, 295)), places=2),
        Figure("RPC of a mortgage bank", "income 10 million, limit 50 %: without and with an "
               "instalment of 4 million", ("5000000", "1000000"),
               lambda: tuple(limits.capacity(D(10 * MILLION), D(other), D(50))
                             for other in (0, 4 * MILLION))),
        Figure("RPC of a rural bank", "(15 - 9,5 - 2) million x 60 %", ("2100000",),
               lambda: (limits.business_capacity(D(15 * MILLION), D(9_500_000), D(2 * MILLION),
                                                 D(60)),)),
        Figure("largest loan", "income 12 million, 1,5 million existing, 40 %; 11 %, 120 months",
               ("3300000", "239564409"), lambda: _largest(), OWN),
        Figure("loan to value", "400 of 500 million; appraised at 450 million, %",
               ("80.00", "88.89"),
               lambda: (limits.loan_to_value(D(400), D(500), None),
                        limits.loan_to_value(D(400), D(500), D(450))), OWN, places=2),
    ],
    "Ladders and PPN as they are shipped (domain 3.2, 1.8)": [
        Figure("LTV/FTV", "bank of 5 % NPL or more, first and later facility: house up to 21, "
               "up to 70, above 70 m², shop house, %",
               ("100", "95", "95", "95", "95", "90", "95", "90"),
               lambda: tuple(D(one) for row in ladder_data.HOMES if row[0] != "flat"
                             for one in row[3:]),
               note="likely; after 2024 unverified. Below 5 % it is 100 everywhere"),
        Figure("KKB", "the same bank: down payment of two wheels, three or more private, "
               "productive, %", ("10", "10", "5"),
               lambda: tuple(D(row[1]) for row in ladder_data.VEHICLES),
               note="likely; below 5 % it is 0"),
        Figure("PMK 90/2025", "PPN 11 %, price 2.000.000.000, 2.000.000.001, 5.000.000.000, "
               "5.000.000.001: PPN, borne by the government, paid",
               ("220000000", "220000000", "0", "220000000", "220000000", "0",
                "550000000", "220000000", "330000000", "550000000", "0", "550000000"),
               lambda: _new_homes(), OWN, "the ordinary rate is not sure: 11 or 12 by page"),
    ],
    "Programmes as they are shipped (domain 3.3, 3.4) and collectibility (5)": [
        Figure("Permenko 1/2026", "KUR super micro, micro, small, cluster, migrant: up to million, "
               "% a year, months of working capital and of investment",
               ("10", "3", "36", "60", "100", "6", "36", "60", "500", "6", "48", "60",
                "500", "6", "48", "60", "100", "6", "36", "36"),
               lambda: _schemes(2, 3, 4, 5),
               note="super micro: pages of 2026 say 3 to 6; a migrant's contract ends his term"),
        Figure("same", "NPWP above million, in the same order; turnover a year, million",
               ("50", "50", "0", "50", "50", "4800"),
               lambda: (*_schemes(7), D(programme_data.TURNOVER) / MILLION)),
        Figure("relief of the floods", "% in 2026 and 2027", ("0", "3"),
               lambda: tuple(D(rate) for _year, rate in programme_data.RELIEF_RATES)),
        Figure("Kepmen PUPR 689/2023", "FLPP: price by zone of price, million",
               ("166", "182", "173", "185", "240"),
               lambda: tuple(D(one[2]) for one in programme_data.PRICE_ZONES)),
        Figure("Permen PKP 5/2025", "FLPP: income unmarried and married by zone of income, million",
               ("8.5", "10.0", "9.0", "11.0", "10.5", "12.0", "12.0", "14.0"),
               lambda: tuple(D(one) for zone in programme_data.INCOME_ZONES for one in zone[2:]),
               places=1),
        Figure("UU 1/2022", "lowest NPOPTKP, million", ("80",),
               lambda: (D(programme_data.LOWEST_NPOPTKP) / MILLION,)),
        Figure("POJK 40/2019", "class of 0, 1, 90, 91, 120, 121, 180, 181 days past due",
               ("1", "2", "2", "3", "3", "4", "4", "5"),
               lambda: tuple(D(collectibility.by_days(days))
                             for days in (0, 1, 90, 91, 120, 121, 180, 181))),
    ],
}  # fmt: skip


def _ends(found: Schedule) -> Answers:
    return found.first_payment, found.instalments[-1].payment, found.total_interest


def _and_row(found: Schedule, row: int, name: str) -> Answers:
    return (*_ends(found), getattr(found.instalments[row], name))


def _rows() -> Answers:
    rows = plan("anuitas", 100 * MILLION, ("12", 12)).instalments
    return rows[0].interest, rows[0].principal, rows[0].balance, rows[5].balance


def _leap() -> Decimal:
    return interest(D(50 * MILLION), D("3.25"), 31, is_leap_year=True).gross


def _car() -> Answers:
    loan = 112_500_000
    provision = cost(D(loan), CostRule(percent=D("0.5")))
    instalment = plan("flat", loan, ("7", 36)).first_payment
    return (37_500_000 + instalment + 6 * MILLION + provision + 150_000 + 400_000,)


def _new_homes() -> Answers:
    milliard = ladder_data.MILLIARD
    relief = Relief(D(100), D(2 * milliard), D(5 * milliard))
    prices = (2 * milliard, 2 * milliard + 1, 5 * milliard, 5 * milliard + 1)
    found = [vat(D(price), D(ladder_data.VAT_RATE), relief) for price in prices]
    return tuple(part for one in found for part in (one.total, one.borne, one.paid))


def _schemes(*columns: int) -> Answers:
    return tuple(D(str(row[one])) for row in programme_data.SCHEMES for one in columns)


def _flpp(method: Method) -> Answers:
    houses = (164_340_000, 183_150_000, 237_600_000)
    return tuple(plan(method, one, ("5", 240)).first_payment for one in houses)


def _settled(balance: int) -> Answers:
    due = payoff(D(balance), D(1))
    return due.penalty, due.total


def _two_ways() -> Answers:
    found: list[Decimal] = []
    for method in ("all", "rest"):
        fits = limits.capacity(D(10 * MILLION), D(2 * MILLION), D(40), method)
        found += [fits, affordable_principal(fits, D(10), 180)]
    return tuple(found)


def _largest() -> Answers:
    fits = limits.capacity(D(12 * MILLION), D(1_500_000), D(40))
    return fits, affordable_principal(fits, D(11), 120)


HEAD = """# Figures

What others have published beside what the portal computes, to the rupiah. Written by
`python -m tests.products.figures > docs/figures.md` from the calculators themselves; a test
compares this file with them and each verdict with the figures. Numbers before a source are those
of the bank's table of sources. *agrees*: every printed figure is ours. *own example*: computed
twice by other means, printed nowhere.
"""


def _number(value: Decimal) -> str:
    whole, _point, rest = f"{value:,f}".partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def lines() -> Iterator[str]:
    """Yield the document line by line."""
    yield HEAD
    for title, rows in SECTIONS.items():
        yield f"## {title}\n"
        yield "| Source | Asked | Printed | Ours | Verdict |\n|---|---|---|---|---|"
        for row in rows:
            printed = " / ".join(_number(D(one)) for one in row.printed)
            ours = " / ".join(_number(one) for one in row.computed)
            verdict = f"{row.verdict}: {row.note}" if row.note else row.verdict
            yield f"| {row.source} | {row.asked} | {printed} | {ours} | {verdict} |"
        yield ""


def text() -> str:
    """Return the document."""
    return "\n".join(lines()).rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
