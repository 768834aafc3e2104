"""The words invented customers are made of, with what search makes of each.

SQL puts names together from these words. Each carries its normalised twin, computed by the one
function that search uses, so that the joined twins equal what Python would give for the whole.
"""

from collections.abc import Iterator

from django.utils import translation
from django.utils.text import capfirst

from core.search import normalise
from followups.outcomes import OUTCOMES, Purpose
from prospects.models import Source
from prospects.sources import basis_of

_GIVEN = """
    Siti Budi Agus Sri Dewi Andi Rina Eko Nur Dian Yudi Ratna Hendra Lestari Wahyu Fitri Joko Maya
    Rudi Indah Bambang Yuni Arif Ani Dedi Wulan Hadi Tuti Irwan Nina Slamet Rini Fajar Lina Taufik
    Ayu Rahmat Desi Surya Ika Imam Mega Gunawan Vina Asep Tri Putri Ujang Mila Yanto Sari Made Wayan
    Ketut Nyoman Komang Luh Gede Ilham Zahra Rizky Nadia Bagus Intan Galih Kartika Doni Anisa Hasan
    Aminah Yusuf Maryam Umar Khadijah Ridwan Salma Beni Clara Daud Ester Filemon Grace Hans Ivana
    Nur'aini Ma'ruf José Renée Zoë
"""
_FAMILY = """
    Santoso Wijaya Pratama Saputra Hidayat Setiawan Kusuma Nugroho Lestari Siregar Nasution Harahap
    Simanjuntak Sitorus Manurung Hutapea Panjaitan Sinaga Lubis Pohan Tanjung Chaniago Piliang Koto
    Gunawan Hartono Susanto Wibowo Purnomo Suryadi Rahayu Handayani Puspita Anggraini Maharani
    Permata Kurniawan Firmansyah Ramadhan Maulana Hakim Rahman Fauzi Syahputra Zulkarnain Basri
    Lumban Tampubolon Wenda Kogoya Tabuni Rumbiak Matulessy Latuconsina Pattiasina Tuhumury Lapian
    Mandagi Rompas Tangkudung Daeng Tjahjono Sudarsono Mulyadi Iskandar Darmawan Prasetyo Utomo
    Suharto Yulianto Hermawan Wardana Astuti Pertiwi Cahyani Wulandari
"""
FORMS = ("PT", "CV", "UD", "Toko", "Koperasi", "Bengkel", "Warung", "Klinik")
_FIRMS = """
    Sinar Maju Karya Mitra Bumi Cahaya Sumber Jaya Anugerah Berkah Citra Duta Eka Graha Harapan
    Intan Kencana Lintas Mega Nusa Opal Putra Rezeki Sentosa Tirta Utama Wahana Yasa Zamrud Mutiara
"""
_TRADES = """
    Abadi Makmur Sejahtera Lestari Mandiri Perkasa Bersama Gemilang Santosa Pangan Bangunan Tekstil
    Logam Tani Bahari Motor Medika Kayu Elektronik Plastik
"""
TITLES = ("H. ", "Hj. ", "Dr. ", "Ir. ")
DEGREES = (", S.E.", ", S.T.", ", M.M.", ", S.Kom.", ", S.H.")
_STREETS = "Melati Mawar Kenanga Merdeka Diponegoro Sudirman Gajah Mada Veteran Pahlawan"
_AREAS = """
    3273 3275 3171 3174 3374 3578 1271 1371 1671 5171 6471 7371 7171 9171 3471 3671 3272 3576 6171
    8171
"""
GIVEN, FAMILY = _GIVEN.split(), _FAMILY.split()

Word = tuple[str, int, str, str]


def words() -> Iterator[Word]:
    """Return (kind, position from 0, word, normalised word)."""
    plain: dict[str, tuple[str, ...] | list[str]] = {
        "given": GIVEN, "family": FAMILY, "form": FORMS,
        "firm": _FIRMS.split(), "trade": _TRADES.split(),
        "title": TITLES, "degree": DEGREES, "street": _STREETS.split(), "area": _AREAS.split(),
    }  # fmt: skip
    for kind, found in plain.items():
        for position, word in enumerate(found):
            yield kind, position, word, normalise(word)


def sources() -> Iterator[tuple[int, str, str]]:
    """Return (position, source, basis of contact)."""
    for position, source in enumerate(Source):
        yield position, source, basis_of(source)


def outcomes() -> Iterator[tuple[int, str, str, bool]]:
    """Return (position, channel, outcome, whether the customer was reached)."""
    rows = [(str(channel), row) for channel, found in OUTCOMES.items() for row in found]
    for position, (channel, row) in enumerate(rows):
        yield position, channel, row.code, row.is_reached


def steps() -> Iterator[tuple[int, str, str, str]]:
    """Return (position, channel, purpose, words on the prospect) of what is planned."""
    planned = (("call", Purpose.CALL), ("visit", Purpose.VISIT), ("call", Purpose.CALL_AGAIN),
               ("visit", Purpose.COLLECT_DOCUMENTS), ("call", Purpose.FIRST_CALL))  # fmt: skip
    with translation.override("id"):
        for position, (channel, purpose) in enumerate(planned):
            yield position, channel, purpose, capfirst(str(purpose.label))
