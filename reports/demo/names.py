"""Invented people and businesses, with every trait that names in Indonesia have.

Single names, titles before and after, clan names, Balinese order, apostrophes, hyphens. The mobile
numbers stand in one block that is marked as demo; the identity numbers carry district 99, which no
city of the demo has, so that none can be that of a living person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from core import regions
from prospects.models import Prospect

MAN, WOMAN, COMPANY = "m", "f", "c"


@dataclass(frozen=True)
class Customer:
    """Who a story is about. `phone` is E.164."""

    name: str
    kind: str
    sex: str
    company: str
    phone: str
    email: str
    nik: str
    address: str
    area_code: str


# (name, sex, address, business): one trait each.
SPECIAL = (
    ("Sugimin", MAN, "Jl. Melati Rt 03/Rw 05 No. 12", "Warung Sembako Barokah Jaya"),
    ("Ratnawati Hapsariningrum, S.E.", WOMAN, "Perum Griya Asri Blok C2 No. 8",
     "PT Nusa Cipta Lestari"),
    ("dr. Bramastya Wiguna, Sp.A", MAN, "Jl. Diponegoro No. 45 Lt. 2", "Klinik Sehat Ananda"),
    ("Tigor Parlindungan Simarlela", MAN, "Jl. Sisingamangaraja Gg. Damai No. 7",
     "CV Toba Karya Mandiri"),
    ("I Wayan Sudarmantra Yoga", MAN, "Jl. Tukad Badas No. 21", "UD Artha Segara"),
    ("Ni Luh Ayu Pramesthi Dewani", WOMAN, "Jl. Gatot Subroto Barat No. 101X",
     "Toko Kain Sekar Jepun"),
    ("Hj. Nur'aini Syamsiar", WOMAN, "Jl. Pettarani III/14B", "Katering Rasa Bunda"),
    ("Lie Kurniawan Hartadinata", MAN, "Ruko Sentra Niaga Blok A/16",
     "PT Mitra Logam Perkasa Abadi"),
    ("Yosefina Mambrasirei", WOMAN, "Kompleks Perumnas II Blok D-4", "Koperasi Mina Sejahtera"),
    ("Asep Suryamandala", MAN, "Kp. Cibodas Rt 001/002", "Bengkel Motor Suryamandala"),
    ("Maria Goreti Tapobali", WOMAN, "Jl. El Tari Km 5", "Kios Tani Flobamora Maju"),
    ("Fadhlurrahman Al-Hakimi Daulay", MAN, "Jl. Letda Sujono No. 233", "CV Deli Agro Sentosa"),
)  # fmt: skip
# Which special customers an officer has, so that they are met on the first screens.
SPECIAL_OF = {
    "ani": (0, 1, 9), "budi": (2, 3), "citra": (7, 11), "nadia": (4, 5), "rahma": (6, 10),
    "yosef": (8,),
}  # fmt: skip

WEST = (
    ("Asep", "Ujang", "Dadang", "Deden", "Wahyu", "Agung", "Hendra", "Irfan", "Gilang", "Rian",
     "Dimas", "Bayu", "Teguh", "Slamet", "Wawan", "Yudi", "Iwan", "Cecep"),
    ("Euis", "Neng Rina", "Siti", "Lilis", "Rini", "Yanti", "Wati", "Ratih", "Intan", "Mega",
     "Fitri", "Nurul", "Desi", "Ayu", "Tuti", "Endah", "Kartika", "Imas"),
    ("Suryanata", "Wirakusumah", "Sumawijaya", "Hidayatulloh", "Ginanjarsari", "Kertapati",
     "Ramadhanisa", "Purwalaksana", "Sastraharja", "Wiryawangsa", "Nataprawira", "Munggaran",
     "Setiawidjaja", "Rosmalasari", "Kusmayadi", "Hapsari", "Widyaningtyas", "Pangestuti",
     "Handayaningsih", "Suherlan"),
)  # fmt: skip
EAST = (
    ("Syahrul", "Baso", "Ilham", "Amiruddin", "Haris", "Rusdi", "Petrus", "Yohanis", "Markus",
     "Elias", "Frans", "Zakarias", "Ridwan", "Arman"),
    ("Hasnah", "Nurhayati", "Rosmini", "Sitti", "Herlina", "Maria", "Yuliana", "Selfina",
     "Dorce", "Agustina", "Fatimang", "Irmawati"),
    ("Daeng Situru", "Mappalulo", "Patiwiri", "Tumanggala", "Lasinrang Jaya", "Wambrauwai",
     "Yoteniba", "Rumbiaki", "Manuputi", "Latumetena", "Sahertiwa", "Pattiradjawi", "Korwani",
     "Andi Tenriola", "Kaisiepoi", "Bangsawera"),
)  # fmt: skip
TITLES_BEFORE = ("", "", "", "", "", "", "H. ", "Hj. ", "Ir. ", "drg. ")
TITLES_AFTER = ("", "", "", "", "", ", S.Pd.", ", S.H.", ", S.T.", ", A.Md.", ", M.M.")
TRADES = (
    "Toko Bangunan", "Warung Makan", "Toko Elektronik", "Bengkel", "Konveksi", "Apotek",
    "Toko Kelontong", "Salon", "Percetakan", "Kedai Kopi", "Toko Sepatu", "Agen Beras",
)  # fmt: skip
NAMED = (
    "Sinar Rejeki", "Mekar Abadi", "Cahaya Timur", "Bina Usaha", "Maju Bersama", "Karya Utama",
    "Tunas Harapan", "Anugerah Jaya", "Puspa Indah", "Rizki Mandiri", "Lestari Sentosa",
    "Berkah Alam", "Surya Pratama", "Mitra Sejati", "Graha Persada", "Citra Bahari",
)  # fmt: skip
FIRMS = ("PT", "CV", "UD", "Koperasi")
STREETS = (
    "Jl. Kenanga", "Jl. Cendana", "Jl. Flamboyan", "Jl. Pahlawan", "Jl. Merpati", "Jl. Anggrek",
    "Jl. Veteran", "Jl. Mawar", "Gg. Damai", "Gg. Mesjid", "Perum Bumi Asri", "Perum Griya Indah",
    "Komp. Permata Hijau", "Ruko Sentra Niaga",
)  # fmt: skip
REFERRERS = (
    "Pak RT Dadan", "Bu Euis (teller)", "Pak Maman (satpam)", "Bu Rina, notaris",
    "Koh Aling, toko bangunan", "Pak Yanto (nasabah)", "Bu Sri (nasabah)", "Pak Lurah",
    "Kang Ujang, agen properti", "Bu Bidan Nining",
)  # fmt: skip


class Invention:
    """Makes customers one after the other, none twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._names: set[str] = set()
        self._phones = random.sample(range(1000, 10000), 2000)

    def customer(self, city: str, born_before: date, *, is_company: bool, special: int | None = None
                 ) -> Customer:  # fmt: skip
        """Return somebody of the city with this area code, grown up at `born_before`."""
        random = self._random
        name, sex, street, company = self._who(city, is_company, special)
        serial = len(self._names)
        district, place = random.choice(regions.children(city))
        return Customer(
            name=name,
            kind=Prospect.Kind.COMPANY if sex == COMPANY else Prospect.Kind.PERSON,
            sex=sex,
            company=company,
            phone=f"+628125550{self._phones.pop():04d}",
            email=f"kontak{serial}@example.co.id" if random.random() < 0.3 else "",
            nik=self._nik(city, sex, born_before) if sex != COMPANY else "",
            address=f"{street}, Kec. {place}",
            area_code=district,
        )

    def _who(self, city: str, is_company: bool, special: int | None) -> tuple[str, str, str, str]:
        """Return name, sex, street and business."""
        if special is not None:
            name, sex, street, company = SPECIAL[special]
            self._names.add(name)
            return name, sex, street, company
        random = self._random
        street = f"{random.choice(STREETS)} No. {random.randint(1, 180)}"
        if is_company:
            name = self._unused(lambda: f"{random.choice(FIRMS)} {random.choice(NAMED)} "
                                        f"{random.choice(NAMED).split()[1]}")  # fmt: skip
            return name, COMPANY, street, ""
        sex = random.choice((MAN, WOMAN))
        name = self._unused(lambda: self._person(city, sex))
        works = random.random() < 0.7
        company = f"{random.choice(TRADES)} {random.choice(NAMED)}" if works else ""
        return name, sex, street, company

    def _person(self, city: str, sex: str) -> str:
        random = self._random
        men, women, families = EAST if city[0] in "79" else WEST
        first = random.choice(men if sex == MAN else women)
        if random.random() < 0.06 and first not in self._names:
            return first  # one name is all of it
        title = random.choice(TITLES_BEFORE)
        if title in ("H. ", "Hj. "):
            title = "H. " if sex == MAN else "Hj. "
        return f"{title}{first} {random.choice(families)}{random.choice(TITLES_AFTER)}"

    def _unused(self, invent: Callable[[], str]) -> str:
        name = invent()
        while name in self._names:
            name = invent()
        self._names.add(name)
        return name

    def _nik(self, city: str, sex: str, born_before: date) -> str:
        age = timedelta(days=self._random.randint(22 * 365, 58 * 365))
        born = born_before - age
        day = born.day + (40 if sex == WOMAN else 0)
        return f"{city}99{day:02d}{born:%m%y}{len(self._names):04d}"
