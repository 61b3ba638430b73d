"""Speed of reconciling: copies of texts, linking and merging of invented claims, one more article.

python -m benchmarks.reconcile [--claims N] [--copies] [--record]
"""
