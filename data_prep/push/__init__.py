"""What a push sends (`upload`), what it refuses (`gate`), and how it reaches the Hub (`hub`)."""
