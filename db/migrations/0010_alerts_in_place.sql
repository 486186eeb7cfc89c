-- A repeat rewrites its alert: with room left on the page it does so in place and no index is touched.
alter table alerts set (fillfactor = 70);
