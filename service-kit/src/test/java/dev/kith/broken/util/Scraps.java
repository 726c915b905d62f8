package dev.kith.broken.util;

class Scraps {}
