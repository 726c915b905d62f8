package dev.kith.broken.first;

public class Turn {}
