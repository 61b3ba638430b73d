"""What khabar gives out: one module per family of formats, listed in `exporters.EXPORTERS`."""
