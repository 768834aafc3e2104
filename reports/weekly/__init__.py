"""The weekly report: frozen figures of one officer or one branch."""
