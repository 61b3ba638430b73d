"""What follows from what is kept: who tells it, copies, digests, links; kept up, or made anew."""
