-- In the profiles of which groups a picture stands: whoever is in one of them may have it.
create index group_profile_picture on group_profile (picture) where picture is not null;
