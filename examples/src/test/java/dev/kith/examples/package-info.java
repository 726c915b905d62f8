package dev.kith.examples;
