"""RIPLAY: what the law wants a customer to read before he decides, in general and personal."""
