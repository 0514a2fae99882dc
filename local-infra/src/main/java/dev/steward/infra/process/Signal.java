package dev.steward.infra.process;

/** The signals that we send, without the SIG in front. */
public enum Signal {
    TERM,
    INT,
    QUIT,
    HUP,
    USR1,
    USR2,
    KILL,
    STOP,
    CONT
}
