"""How well `khabar.interactions` reads sentences made up for it; not part of the package."""
