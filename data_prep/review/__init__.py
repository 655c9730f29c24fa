"""A person's word on facts and rows: how it is kept (`decisions`), what the next build does with it (`applied`), and the local
server that asks for it (`server`)."""
