"""One module for each kind of file; `desktop.articles.reading` imports it when the first such file comes."""
