"""The encoder reads an article: words, names, trees, the roles of statements, pointers; one spaCy `Doc` with scores.

In: an `Article`. Out: the parsed article. Knows neither countries nor statements.
The only room that loads onnxruntime and builds spaCy pipelines.
"""
