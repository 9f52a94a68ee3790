// The page is complete without this: it only makes it handier.
