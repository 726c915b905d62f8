package dev.kith.client;

/** Of which size a picture is fetched. */
public enum PictureSize {
    /** Its longer side has 320 pixels at most: for lists, and to be shown until the full one is there. */
    SMALL,
    /** As it was sent. */
    FULL
}
