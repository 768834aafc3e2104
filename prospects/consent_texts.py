"""The first edition of each consent text, as it ships: the bank words its own in Administrasi.

UU 27/2022 art. 21 wants each notice to say: the legal ground, the purpose, which data and why,
how long papers and data are kept, how long they are used, and the rights of the person.
"""

from prospects.models.consent import ConsentPurpose

_RIGHTS_ID = (
    "Persetujuan ini boleh ditarik kapan saja lewat petugas atau kantor cabang, tanpa memengaruhi"
    " layanan lain. Anda berhak melihat, membetulkan, membatasi, dan meminta penghapusan data Anda;"
    " bank menjawab dalam 3 x 24 jam."
)
_RIGHTS_EN = (
    "You may withdraw this consent at any time through your officer or the branch; other services"
    " are not affected. You may see, correct, restrict and ask for the erasure of your data; the"
    " bank answers within 3 x 24 hours."
)

TEXTS: tuple[tuple[ConsentPurpose, str, str], ...] = (
    (
        ConsentPurpose.PROCESSING,
        "Saya menyetujui bank menyimpan dan memakai data saya untuk memproses permohonan saya."
        " Dasar: UU 27/2022 pasal 20. Data: identitas, kontak, pekerjaan atau usaha, penghasilan,"
        " agunan, dan dokumen pendukung, sebatas yang diperlukan untuk permohonan ini. Masa pakai:"
        " selama permohonan dan hubungan berjalan. Masa simpan: sampai 24 bulan bila permohonan"
        f" tidak berlanjut, atau sesuai ketentuan bila menjadi nasabah. {_RIGHTS_ID}",
        "I agree that the bank keeps and uses my data to handle my application. Ground: Law"
        " 27/2022, article 20. Data: identity, contact, work or business, income, collateral and"
        " supporting papers, as far as this application needs them. Used: while the application"
        " and the relation last. Kept: up to 24 months if the application goes no further, or as"
        f" the rules say if I become a customer. {_RIGHTS_EN}",
    ),
    (
        ConsentPurpose.OFFERS,
        "Saya bersedia menerima penawaran produk bank lewat cara yang saya pilih, Senin sampai"
        " Sabtu pukul 08.00 sampai 18.00 waktu setempat, bukan hari libur. Dasar: UU 27/2022 pasal"
        " 20 dan POJK 22/2023. Data: nama, nomor telepon, surel, dan produk yang pernah saya"
        " tanyakan. Masa pakai dan simpan: sampai persetujuan ditarik. Persetujuan ini bukan syarat"
        f" layanan. {_RIGHTS_ID}",
        "I am willing to receive offers of the bank's products by the ways I choose, Monday to"
        " Saturday, 08.00 to 18.00 local time, not on holidays. Ground: Law 27/2022, article 20,"
        " and POJK 22/2023. Data: name, phone number, e-mail and the products I asked about. Used"
        " and kept: until I withdraw. This consent is no condition of any service."
        f" {_RIGHTS_EN}",
    ),
    (
        ConsentPurpose.SLIK,
        "Saya menyetujui bank meminta dan membaca informasi debitur saya pada SLIK OJK untuk"
        " menilai permohonan saya. Dasar: UU 27/2022 pasal 20 dan POJK 18/POJK.03/2017. Data: NIK"
        " atau NPWP, riwayat fasilitas, kolektibilitas, agunan, dan penjamin. Masa pakai: selama"
        " permohonan ini. Masa simpan: mengikuti berkas permohonan. Hasilnya tidak dibagikan ke"
        f" pihak lain. {_RIGHTS_ID}",
        "I agree that the bank asks for and reads my debtor information in OJK's SLIK to assess my"
        " application. Ground: Law 27/2022, article 20, and POJK 18/POJK.03/2017. Data: NIK or"
        " NPWP, history of facilities, collectibility, collateral and guarantors. Used: for this"
        " application. Kept: with its file. The result is not passed to others."
        f" {_RIGHTS_EN}",
    ),
    (
        ConsentPurpose.SLIK_SPOUSE,
        "Saya, suami atau istri pemohon, menyetujui bank meminta dan membaca informasi debitur saya"
        " pada SLIK OJK untuk menilai permohonan pasangan saya. Dasar: UU 27/2022 pasal 20 dan"
        " POJK 18/POJK.03/2017. Data: NIK dan nama saya, serta fasilitas kredit saya. Masa pakai:"
        f" selama permohonan. Masa simpan: seperti berkas permohonan. {_RIGHTS_ID}",
        "I, the husband or wife of the applicant, agree that the bank asks for and reads my debtor"
        " information in the SLIK of OJK to judge my spouse's application. Ground: Law 27/2022,"
        " article 20, and POJK 18/POJK.03/2017. Data: my NIK and name, and my credit facilities."
        f" Used: while the application lasts. Kept: as the papers of the application. {_RIGHTS_EN}",
    ),
    (
        ConsentPurpose.PARTNERS,
        "Saya menyetujui bank memberikan data saya kepada rekanan yang diperlukan untuk permohonan"
        " saya: penilai, notaris, asuransi, pengembang, atau dealer. Dasar: UU 27/2022 pasal 20."
        " Data: identitas, kontak, dan data agunan yang diperlukan rekanan itu. Masa pakai: selama"
        f" permohonan ini. Masa simpan: mengikuti berkas permohonan. {_RIGHTS_ID}",
        "I agree that the bank passes my data to the partners my application needs: appraiser,"
        " notary, insurer, developer or dealer. Ground: Law 27/2022, article 20. Data: identity,"
        " contact and the collateral data that partner needs. Used: for this application. Kept:"
        f" with its file. {_RIGHTS_EN}",
    ),
    (
        ConsentPurpose.RECONTACT,
        "Bila permohonan saya ditolak atau saya batalkan, saya tetap bersedia dihubungi dengan"
        " penawaran lain dari bank. Dasar: UU 27/2022 pasal 20 dan POJK 22/2023. Data: nama,"
        " kontak, dan produk yang pernah saya ajukan. Masa pakai dan simpan: paling lama 24 bulan"
        f" setelah permohonan berakhir. {_RIGHTS_ID}",
        "If my application is refused or I withdraw it, I am still willing to be contacted with"
        " other offers of the bank. Ground: Law 27/2022, article 20, and POJK 22/2023. Data: name,"
        " contact and the product I applied for. Used and kept: at most 24 months after the"
        f" application ended. {_RIGHTS_EN}",
    ),
)
