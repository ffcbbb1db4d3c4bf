"""Everything needed to make `analysis/model` again from the corpora: prepare, train, evaluate, export."""
