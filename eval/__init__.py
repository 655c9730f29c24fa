"""Model + dataset → scored factual recall with error bars. Imports data_prep's face only."""
