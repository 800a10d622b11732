"""THE PROTOCOL: CSTA Phase III between a program and a telephone switch. Begin here.

What CSTA is
============
A *computing function* (a program such as Deskline) and a *switching function* (the telephone system) share a link. The
program asks *services*: make a call, hold it, tell me what goes on at telephone 100. The switch answers, and reports
*events*: it rings there, it was answered, it was hung up. No audio passes. ECMA-269 says what services and events mean,
ECMA-285 how they are written in octets (ASN.1 with BER); HiPath and OpenScape switches speak that on TCP port 8800.

Five nouns carry everything. A *device* is a telephone, a trunk or a group, known by its number. A *call* is what people
have with each other, known by opaque octets that the switch chose. A *connection* is one device in one call, so call
and device together name it; it has a *state*: initiated, alerting, connected, hold, queued, failed, null. A *monitor*
asks for the events of one device; its *cross reference* stands in every event that it brings. A *cause* says why
something happened.

The layers, from the wire up
============================
1. :mod:`~desktop.csta.framing` cuts the stream into APDUs: HiPath writes ``26``, two octets ``0x8000 | length``, one
   APDU.
2. :mod:`~desktop.csta.ber` and :mod:`~desktop.csta.decoder` read elements: a tag, a length, a content, which may be
   elements again, and :mod:`~desktop.csta.encoder` writes them. :mod:`~desktop.csta.schema` compiles the types of
   ``resources/asn1``, in which names, tags, numbers and bits stand; what a newer switch adds is kept, never fatal, and
   what is sent must fit its type.
3. :mod:`~desktop.csta.apdus`: ACSE opens and ends the association (AARQ, AARE, RLRQ, RLRE, ABRT), ROSE carries what is
   asked and answered (invoke ``a1``, result ``a2``, error ``a3``, reject ``a4``), each with an invoke id that ties an
   answer to its question. :mod:`~desktop.csta.relay` reads only that much of a message and can put in another id.
4. :mod:`~desktop.csta.operations` is the table: operation code <-> the messages of argument and result. The messages
   are frozen dataclasses in the standard's own words: :mod:`desktop.csta.services`, :mod:`desktop.csta.events` and what
   they are made of, :mod:`~desktop.csta.values`, :mod:`~desktop.csta.call_values`, :mod:`~desktop.csta.feature_values`,
   the enumerations, :mod:`~desktop.csta.failures`. :mod:`~desktop.csta.binding` makes them of plain values and back,
   :mod:`~desktop.csta.messages` finds them by name. Like encoder and decoder it has one function for each type, put
   together as text by :mod:`~desktop.csta.written`.
5. :mod:`~desktop.csta.association` is the state machine of a link, the same for both ends: ``receive_data(octets)``
   gives messages, ``data_to_send()`` what must go out. It holds no socket and no clock.

For people: :mod:`~desktop.csta.explain` shows a message as a tree or as JSON (with :mod:`~desktop.csta.shown`),
:mod:`~desktop.csta.trace` writes a conversation down, :mod:`~desktop.csta.wording` and
:mod:`~desktop.csta.feature_wording` say an event in a line of plain words, :mod:`~desktop.csta.causes` and
:mod:`~desktop.csta.failure_wording` say why.

One call as octets
==================
The program is logged in and monitors telephone 100 under the cross reference ``00 00``. It has 100 call 101 (``>``: to
the switch, ``<``: from it; without the frames)::

    > a1 19 02 01 06 02 01 0a 30 11 30 05 80 03 31 30 30 30 05 80 03 31 30 31 83 01 01
    < a2 1b 02 01 06 30 16 02 01 0a 30 11 6b 0f 30 0d 80 02 b1 64 a1 07 30 05 80 03 31 30 30
    < a1 39 02 01 01 02 01 15 30 31 55 02 00 00 a0 2b ad 29 6b 0f 30 0d 80 02 b1 64 a1 07 30 05 80 03 31 30 30 63
      07 30 05 80 03 31 30 30 62 07 30 05 80 03 31 30 31 4e 01 03 0a 01 16
    < a1 46 02 01 02 02 01 15 30 3e 55 02 00 00 a0 38 a4 36 6b 0f 30 0d 80 02 b1 64 a1 07 30 05 80 03 31 30 31 63
      07 30 05 80 03 31 30 31 61 07 30 05 80 03 31 30 30 62 07 30 05 80 03 31 30 31 64 02 87 00 4e 01 03 0a 01 16
    < a1 46 02 01 03 02 01 15 30 3e 55 02 00 00 a0 38 a7 36 6b 0f 30 0d 80 02 b1 64 a1 07 30 05 80 03 31 30 31 63
      07 30 05 80 03 31 30 31 61 07 30 05 80 03 31 30 30 62 07 30 05 80 03 31 30 31 64 02 87 00 4e 01 03 0a 01 16
    > a1 19 02 01 07 02 01 05 30 11 6b 0f 30 0d 80 02 b1 64 a1 07 30 05 80 03 31 30 30
    < a2 0a 02 01 07 30 05 02 01 05 05 00
    < a1 30 02 01 04 02 01 15 30 28 55 02 00 00 a0 22 a3 20 6b 0f 30 0d 80 02 b1 64 a1 07 30 05 80 03 31 30 30 63
      07 30 05 80 03 31 30 30 4e 01 00 0a 01 30

In words: *invoke 6, makeCall* (``02 01 06`` is the invoke id, ``02 01 0a`` operation 10), from 100, to 101, and do not
prompt (``83 01 01``). *Result 6*: the new connection is call ``b1 64`` at 100. Then events (operation 21, ``02 01 15``)
under cross reference ``55 02 00 00``; ``a0`` is call control and the tag after it the event: *originated* (``ad``) by
100 to 101, cause newCall (``0a 01 16``); *delivered* (``a4``): it rings at 101 (``63``), calling 100 (``61``), called
101 (``62``), redirected from nobody known (``64 02 87 00``), and 100 itself is connected (``4e 01 03``); *established*
(``a7``): 101 answered. *Invoke 7, clearConnection* of 100 in the call, *result 7* with nothing to say (``05 00``), and
*connectionCleared* (``a3``): 100 is out (``4e 01 00``), normalClearing (``0a 01 30``).

What the result says is only that the switch accepted; what is true is what the events say.

The same in Python
==================
Two ends talk here without a network; in a program the octets come from a socket and go there::

    >>> from desktop.csta.apdus import ACCEPTED, AssociateResponse
    >>> from desktop.csta.association import Association
    >>> from desktop.csta.services.call_control import MakeCall, MakeCallResult
    >>> from desktop.csta.values import ConnectionID, DeviceID
    >>> program, switch = Association("computing"), Association("switching")
    >>> program.associate("AMHOST", "77777")
    >>> switch.receive_data(program.data_to_send())
    [AssociateRequest(user=b'AMHOST', versions=[3], context_name='1.3.12.0.218')]
    >>> switch.accept(AssociateResponse(ACCEPTED))
    >>> [answer.result for answer in program.receive_data(switch.data_to_send())]
    [0]
    >>> program.invoke(MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("101")))
    1
    >>> (asked,) = switch.receive_data(program.data_to_send())
    >>> asked.operation.name, asked.argument.calling_device.digits
    ('makeCall', '100')
    >>> switch.respond(asked, MakeCallResult(calling_device=ConnectionID.of(b"\\xb1\\x64", "100")))
    >>> (answered,) = program.receive_data(switch.data_to_send())
    >>> answered.invoke_id, answered.result.calling_device.call_id.hex()
    (1, 'b164')

``receive_data`` returns, in order: ``Requested`` (answer it with ``respond``, ``fail`` or ``reject``), ``Reported`` (an
event), ``Answered``, ``Refused`` and ``Rejected`` (what became of an ``invoke``), ``NotUnderstood`` (answered already;
the link goes on), and the APDUs of log-in and end. What goes wrong is one of the classes of
:mod:`~desktop.csta.errors`: local misuse, a violation by the other side, a refusal, damaged octets.

How a dialect is added
======================
Switches of phase III differ in frames, in the log-in and in habits, not in the messages. All of that is data: a
:class:`~desktop.csta.dialects.Dialect` with a name that a user can type and a docstring with the source of each fact,
put into :data:`~desktop.csta.dialects.DIALECTS`. Nothing else in the package asks which switch it talks to; tests,
settings, simulator and command line take dialects from there.

Pure: no sockets, no clock, no files, no Qt. Every room above may call it. It uses assets (the parsed schema), lines and
sentences only.
"""
