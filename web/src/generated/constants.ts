// Made by `python -m server.ground.generate` from server/ground/protocol.py. Do not edit.
export const PROTOCOL_VERSION = 1 as const;
export const MAX_TEXT = 4000 as const;
export const CLOSE_CODES = {
  "4000": {
    "name": "slow",
    "again": "now",
    "says": "You were reading slower than the room was talking. Come back and catch up."
  },
  "4001": {
    "name": "drain",
    "again": "later",
    "says": "This server is about to stop. Come back after the time it named."
  },
  "4002": {
    "name": "signed_out",
    "again": "sign_in",
    "says": "This session has ended. Sign in to come back."
  },
  "4003": {
    "name": "suspended",
    "again": "never",
    "says": "This account is suspended."
  },
  "4004": {
    "name": "bad_frame",
    "again": "reload",
    "says": "A frame was not understood: this page and the server disagree."
  },
  "4005": {
    "name": "old_protocol",
    "again": "reload",
    "says": "This page is older or newer than the server. Reload it."
  },
  "4006": {
    "name": "too_many",
    "again": "later",
    "says": "You have too many tabs open here. Close some, or wait a little."
  },
  "4007": {
    "name": "flood",
    "again": "later",
    "says": "Too many frames in a short time. Wait a little."
  },
  "4008": {
    "name": "no_hello",
    "again": "later",
    "says": "No hello came in time."
  },
  "4009": {
    "name": "silent",
    "again": "now",
    "says": "Nothing was heard from this page for a while. Come back and catch up."
  },
  "4010": {
    "name": "erased",
    "again": "sign_in",
    "says": "This account was erased. What this page kept of it is deleted."
  },
  "1002": {
    "name": "no_websocket",
    "again": "later",
    "says": "What was sent is no WebSocket."
  },
  "1003": {
    "name": "binary",
    "again": "reload",
    "says": "Frames are JSON text, never binary."
  },
  "1007": {
    "name": "not_utf8",
    "again": "reload",
    "says": "Frames are UTF-8 text."
  },
  "1009": {
    "name": "too_large",
    "again": "reload",
    "says": "A frame may have at most 32768 bytes."
  },
  "1011": {
    "name": "broken",
    "again": "later",
    "says": "The server had a fault of its own. Come back in a moment."
  },
  "1012": {
    "name": "restart",
    "again": "later",
    "says": "The server is starting anew. Come back in a moment."
  },
  "1013": {
    "name": "busy",
    "again": "later",
    "says": "Very many people are here now. You will be let in as soon as there is room."
  }
} as const;
