/** What crosses a process boundary: socket frames, events, topics and error codes. */
module dev.kith.contracts {
    requires com.google.protobuf;
    requires static org.jspecify;

    exports dev.kith.contracts;
    exports dev.kith.contracts.event;
    exports dev.kith.contracts.socket;
}
