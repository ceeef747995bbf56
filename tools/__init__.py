"""Scripts for maintainers. The application never imports them."""
