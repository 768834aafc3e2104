"""What officers of the demo wrote down, by outcome or by mood."""

NOTES = {
    "no_answer": ("", "Nada tunggu, tidak diangkat.", "HP tidak aktif.", "Sibuk, coba lagi besok."),
    "not_there": ("Toko tutup, titip kartu nama.", "Sedang ke luar kota."),
    "sent": ("Brosur dan simulasi dikirim.", "Daftar syarat dikirim."),
    "talked_needs_time": (
        "Mau bicara dulu dengan istri.", "Menunggu gajian untuk uang muka.",
        "Membandingkan bunga dengan bank lain.", "Minta dihubungi lagi setelah tanggal 5.",
        "Masih menunggu surat dari kelurahan.",
    ),
    "talked_interested": (
        "Minta dihitungkan angsuran 15 tahun.", "Tertarik, minta daftar syarat.",
        "Mau dijelaskan beda bunga tetap dan mengambang.", "Setuju dikunjungi di tempat usaha.",
    ),
    "met_interested": (
        "Omzet sekitar 45 juta per bulan, catatan penjualan rapi.",
        "Rumah sudah dipilih, uang muka siap.", "Setuju melengkapi berkas minggu ini.",
        "Sudah punya cicilan motor, sisa 7 bulan.", "KTP, KK dan slip gaji sudah difotokopi.",
        "Tempat usaha ramai, sewa masih 3 tahun.",
    ),
    "met_needs_time": ("Minta waktu, ingin tanya keluarga.", "Usaha sepi, menunggu musim panen."),
    "replied_interested": ("Membalas, minta simulasi.", "Minta ditelepon siang hari."),
    "replied_needs_time": ("Masih pikir-pikir, minta dikabari bulan depan.",),
    "told": ("Alasan penolakan dijelaskan, nasabah menerima.", "Minta dicoba lagi tahun depan."),
    "served": (
        "Dana sudah diterima, nasabah puas.", "Berterima kasih, menawarkan nama temannya.",
        "Buku dan jadwal angsuran sudah diserahkan.",
    ),
    "not_interested": (
        "Sudah dapat dari bank lain.", "Batal beli rumah.", "Tidak jadi, pakai tabungan sendiri.",
    ),
}  # fmt: skip
PROSPECT_NOTES = (
    "", "", "", "Lebih suka dihubungi lewat WhatsApp.", "Bisa ditemui setelah pukul 15.00.",
    "Istri juga pegawai, penghasilan gabungan.", "Nasabah tabungan sejak 2019.",
    "Tempat usaha dekat pasar.", "Minta semua penjelasan tertulis.",
)  # fmt: skip
LOSS_NOTES = {
    "bank": ("Hasil analisa sudah disampaikan lewat surat.", "Nasabah paham dan berterima kasih."),
    "customer": ("Disampaikan lewat telepon.", "Tetap ingin dihubungi tahun depan.", ""),
}
