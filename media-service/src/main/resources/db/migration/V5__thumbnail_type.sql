-- What a small picture is: of a GIF or WebP it is another than the picture. Null, where there is one: the same.
alter table content add column thumbnail_type text;
