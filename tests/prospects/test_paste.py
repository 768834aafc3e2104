"""What a pasted chat or contact is understood as; at least 27 of 30 must be wholly right."""

import sys
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospects.paste import FAMILIES, Recognised, recognise

JT, M = 10**6, 10**9

# (message, name, phones, amount, family, place). Names are invented, numbers are 0812-5550-….
CORPUS = [
    (
        "Bu Sri 0812-5550-1423 mau KPR 600jt di Bekasi Timur",
        "Sri",
        ["+6281255501423"],
        600 * JT,
        "kpr",
        "Bekasi Timur",
    ),
    (
        "[21/11/26 09.14] Bu Sri Wahyuni: Pagi pak, saya mau tanya KPR, harga rumahnya 750 juta, "
        "pinjamnya 600 juta\n[21/11/26 09.15] Bu Sri Wahyuni: nomor saya 081255501424",
        "Sri Wahyuni",
        ["+6281255501424"],
        600 * JT,
        "kpr",
        "",
    ),
    (
        "BEGIN:VCARD\nVERSION:3.0\nN:Sutejo;Bambang;;;\nFN:Bambang Sutejo\n"
        "TEL;type=CELL;waid=6281255501425:+62 812-5550-1425\nEND:VCARD",
        "Bambang Sutejo",
        ["+6281255501425"],
        None,
        "",
        "",
    ),
    (
        "Nama: Ratnawati Hapsariningrum, S.E.\nNo HP: 0812 5550 1426\nProduk: KTA\n"
        "Plafon: 75.000.000\n"
        "Alamat: Perum Griya Asri Blok C2 No. 8",
        "Ratnawati Hapsariningrum, S.E.",
        ["+6281255501426"],
        75 * JT,
        "kta",
        "Perum Griya Asri Blok C2 No. 8",
    ),
    (
        "Selamat siang Bu Rina, saya Joko Prasetyo dari Depok. Mau ambil kredit mobil kira2 "
        "180 jutaan. WA saya di nomor ini ya +62 812 5550 1427",
        "Joko Prasetyo",
        ["+6281255501427"],
        180 * JT,
        "kkb",
        "Depok",
    ),
    (
        "pak tolong hub bu endang 081255501428 minat deposito 2 M",
        "Endang",
        ["+6281255501428"],
        2 * M,
        "deposito",
        "",
    ),
    (
        "21/11/26 10.02 - +62 812-5550-1429: Assalamualaikum, ini Hj. Nur'aini Syamsiar yang "
        "kemarin di pasar. Jadi KUR nya 100jt bisa?",
        "Hj. Nur'aini Syamsiar",
        ["+6281255501429"],
        100 * JT,
        "kur",
        "",
    ),
    (
        "Sugimin\n0812.5550.1430\nwarung sembako\nKUR 50 juta",
        "Sugimin",
        ["+6281255501430"],
        50 * JT,
        "kur",
        "",
    ),
    (
        "CV Toba Karya Mandiri butuh modal kerja 1,2 M, cp pak Tigor Simarlela 0812-5550-1431",
        "Tigor Simarlela",
        ["+6281255501431"],
        1200 * JT,
        "modal_kerja",
        "",
    ),
    (
        "an. I Wayan Sudarmantra Yoga, 0812 5550 1432, KPR Rp850.000.000, lokasi Denpasar Selatan",
        "I Wayan Sudarmantra Yoga",
        ["+6281255501432"],
        850 * JT,
        "kpr",
        "Denpasar Selatan",
    ),
    (
        "Mas, temenku namanya Dimas Anggoro mau buka tabungan buat anaknya. HP 62812-5550-1433",
        "Dimas Anggoro",
        ["+6281255501433"],
        None,
        "tabungan",
        "",
    ),
    (
        "Kontak: dr. Bramastya Wiguna, Sp.A\n+62 812-5550-1434 (HP)\n(021) 5550123 (Klinik)",
        "dr. Bramastya Wiguna, Sp.A",
        ["+6281255501434", "+62215550123"],
        None,
        "",
        "",
    ),
    (
        "[11.20, 20/11/2026] Rina AO: Selamat siang Pak Hadi\n[11.24, 20/11/2026] Pak Hadi "
        "Gunarso: Siang bu. Jadi saya mau multiguna 250jt, rumah di Cimahi\n"
        "[11.25, 20/11/2026] Pak Hadi Gunarso: 0812-5550-1435",
        "Hadi Gunarso",
        ["+6281255501435"],
        250 * JT,
        "kta",
        "Cimahi",
    ),
    (
        "gaji saya 8 juta, mau pinjam kta 60jt bisa ga kak? nama saya lilis suryani, 081255501436",
        "Lilis Suryani",
        ["+6281255501436"],
        60 * JT,
        "kta",
        "",
    ),
    (
        "PT Mitra Logam Perkasa Abadi - KMK 5 miliar - 022-5550144 - Bandung",
        "PT Mitra Logam Perkasa Abadi",
        ["+62225550144"],
        5 * M,
        "modal_kerja",
        "Bandung",
    ),
    (
        "Referensi dari teller: ibu Yosefina Mambrasirei, deposito jatuh tempo di bank sebelah "
        "Rp 500 juta. telp 0812 5550 1437 / 0812 5550 1438",
        "Yosefina Mambrasirei",
        ["+6281255501437", "+6281255501438"],
        500 * JT,
        "deposito",
        "",
    ),
    (
        "Pak Lie Kurniawan Hartadinata.vcf (file terlampir)\n081255501439",
        "Lie Kurniawan Hartadinata",
        ["+6281255501439"],
        None,
        "",
        "",
    ),
    (
        "bukan KUR ya bu, saya maunya kpr aja. rumah type 45/72 harga 480jt dp 80jt. "
        "Asep Suryamandala 0812-5550-1440",
        "Asep Suryamandala",
        ["+6281255501440"],
        None,
        "kpr",
        "",
    ),
    (
        "Maria Goreti Tapobali\nKios Tani Flobamora Maju\nJl. El Tari Km 5\nHP 0812-5550-1441\n"
        "modal usaha 150 jt",
        "Maria Goreti Tapobali",
        ["+6281255501441"],
        150 * JT,
        "modal_kerja",
        "Jl. El Tari Km 5",
    ),
    (
        "Bos ini ada yg nanya kredit motor, Fadhlurrahman Al-Hakimi Daulay, 0812-5550-1442, Medan",
        "Fadhlurrahman Al-Hakimi Daulay",
        ["+6281255501442"],
        None,
        "kkb",
        "Medan",
    ),
    ("halo min, mau nanya bunga kpr brp ya sekarang?", "", [], None, "kpr", ""),
    ("ok pak terima kasih 🙏", "", [], None, "", ""),
    (
        "NIK 3273995206900001 a.n. Siti Komariah, hp 812-5550-1443, ajukan KUR 25 jt, "
        "domisili Coblong Bandung",
        "Siti Komariah",
        ["+6281255501443"],
        25 * JT,
        "kur",
        "Coblong Bandung",
    ),
    (
        "Take over KPR dari bank lain, sisa pokok 430 juta, plafon baru 500 juta. Bpk Yohanes "
        "Lodowik, 0812 5550 1444, Kupang",
        "Yohanes Lodowik",
        ["+6281255501444"],
        500 * JT,
        "kpr",
        "Kupang",
    ),
    (
        "ibu ningsih (penjahit sebelah kantor) 081255501445 tambah modal 30jt",
        "Ningsih",
        ["+6281255501445"],
        30 * JT,
        "modal_kerja",
        "",
    ),
    (
        "*Data calon debitur*\nNama : AGUS SALIMIN\nHP/WA : 0812-5550-1446\nPekerjaan : PNS\n"
        "Kebutuhan : multiguna\nNominal : Rp. 120.000.000,-\nKota : Surabaya",
        "Agus Salimin",
        ["+6281255501446"],
        120 * JT,
        "kta",
        "Surabaya",
    ),
    (
        "Om, sy dpt nomor dari pak RT. Sy Teguh, bengkel motor di Kalasan, perlu dana 75-100jt "
        "buat beli alat. WA 0812 5550 1447",
        "Teguh",
        ["+6281255501447"],
        None,
        "",
        "Kalasan",
    ),
    (
        "Koh Ahong minta ditelpon besok jam 10 soal deposito 1,5M. 081255501448",
        "Ahong",
        ["+6281255501448"],
        1500 * JT,
        "deposito",
        "",
    ),
    (
        "Rumah kakak saya mau dijual 900jt, ada yang minat namanya Bu Tari. Dia mau KPR 700 jt. "
        "Hubungi 0812-5550-1449",
        "Tari",
        ["+6281255501449"],
        700 * JT,
        "kpr",
        "",
    ),
    (
        "setengah M cukup bu, buat renov ruko di Tebet. ttd Pardamean, 0812 5550 1450",
        "Pardamean",
        ["+6281255501450"],
        500 * JT,
        "",
        "Tebet",
    ),
]


def understood(message):
    found = recognise(message)
    return (found.name, list(found.phones), found.amount, found.product_family, found.place)


def test_thirty_messages_of_which_twenty_seven_are_wholly_right():
    assert len(CORPUS) == 30
    wrong = []
    for message, name, phones, amount, family, place in CORPUS:
        expected = (name, phones, amount and Decimal(amount), family, place)
        if understood(message) != expected:
            wrong.append(f"{message!r}\n  expected {expected}\n  got      {understood(message)}")
    sys.stdout.write("\n".join(wrong) or "all 30 right")
    assert len(CORPUS) - len(wrong) >= 27, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("perlu 75-100jt", None),
        ("omzet 200 jt sebulan", None),
        ("tanah 60 m", None),
        ("cicilan 5jt per bulan mau pinjam 300jt", 300 * JT),
        ("pinjam 1,500", None),
    ],
)
def test_only_the_amount_asked_for_is_taken(text, amount):
    assert recognise(text).amount == amount


def test_an_identity_number_is_never_taken_for_a_phone_nor_kept():
    found = recognise("NIK 3273995206900001 atas nama Siti")
    assert found.phones == ()
    assert "3273995206900001" not in found.leftover


def test_what_is_not_understood_stays_readable():
    assert "penjahit sebelah kantor" in recognise(CORPUS[24][0]).leftover


def test_nothing_is_understood_from_nothing():
    assert recognise("") == recognise("  \n") == Recognised("", (), None, "", "", "")


words = st.sampled_from(
    [
        "Pak",
        "Bu",
        "Sri",
        "Joko",
        "mau",
        "KPR",
        "KUR",
        "600jt",
        "1,2",
        "M",
        "0812-5550-1423",
        "di",
        "Bekasi",
        "[21/11/26",
        "Nama:",
        "BEGIN:VCARD",
        "FN:",
        "TEL:",
        "\n",
        ",",
        ".",
        "-",
        "saya",
        "Rp",
        "🙏",
    ]
)


@given(st.text(max_size=200) | st.lists(words, max_size=25).map(" ".join))
def test_any_text_is_survived_and_the_fields_have_their_shape(text):
    found = recognise(text)
    assert all(phone.startswith("+") and phone[1:].isdigit() for phone in found.phones)
    assert len(set(found.phones)) == len(found.phones)
    assert found.product_family in {"", *FAMILIES}
    assert found.amount is None or found.amount == int(found.amount) > 0
    assert "\n" not in found.name + found.place
    assert len(found.name) <= 100


@given(st.integers(10**6, 10**9), st.integers(0, 10**8 - 1))
def test_any_amount_and_phone_are_found_in_a_plain_sentence(amount, number):
    national = f"812{number:08}"
    found = recognise(f"Bu Sri Wahyuni 0{national} mau KPR {amount} rupiah")
    assert found.phones == (f"+62{national}",)
    assert found.name == "Sri Wahyuni"
    assert found.amount == Decimal(amount)


@pytest.mark.parametrize(
    "piece",
    ["A", "a ", "A ", "1.", "0812 ", "a.", "Pak ", "[1", "di Bekasi ", "600jt, ", "Rp1.", "-"],
)
def test_a_pasted_book_costs_little(piece):
    started = time.process_time()
    recognise(piece * (5000 // len(piece)) + "!")
    assert time.process_time() - started < 3
