"""How the reading model is made, from annotated articles to the file the package ships. Not installed with it."""
