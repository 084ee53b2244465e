"""Files and documents made from the model: JSON for programs, pages for people."""
