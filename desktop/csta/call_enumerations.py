"""Enumerations of what calls may carry: media, network, charges, places, tones. Few calls carry any of it.

Members have the standard's own names; other numbers are kept (:mod:`desktop.csta.enumerations`).
"""

from __future__ import annotations

from desktop.csta.enumerations import OpenEnum


class ConsultOptions(OpenEnum):
    """What a consultation call may be used for afterwards (module call-control)."""

    unrestricted = 0
    consultOnly = 1
    transferOnly = 2
    conferenceOnly = 3


class DigitMode(OpenEnum):
    """How digits are sent in a call: as the pulses of a dial, or as tones (module generate-digits)."""

    rotaryPulse = 0
    dTMF = 1


class FlowDirection(OpenEnum):
    """Which way the media of a connection go (module media-services)."""

    transmit = 0
    receive = 1
    transmitAndReceive = 2
    none = 3


class BitRate(OpenEnum):
    """Whether the bit rate of a call changes (module media-services)."""

    constant = 0
    variable = 1


class InformationElementType(OpenEnum):
    """Which network the information elements of a call belong to (module media-services)."""

    isdn = 0
    atm = 1
    isoEthernet = 2
    rsvp = 3
    other = 4
    sip = 5


class NetworkType(OpenEnum):
    """What kind of network a call has reached (module call-control)."""

    iSDNPublic = 0
    nonISDNPublic = 1
    iSDNPrivate = 2
    nonISDNPrivate = 3
    other = 4


class ProgressLocation(OpenEnum):
    """Where in the network the progress of a call is reported from (module call-control)."""

    user = 0
    privateNetServingLocal = 1
    publicNetServingLocal = 2
    transitNetwork = 3
    publicNetServingRemote = 4
    privateNetServingRemote = 5
    localInterface = 6
    internationalNetwork = 7
    networkBeyondInterwk = 8
    other = 9


class ProgressDescription(OpenEnum):
    """Whose words describe the progress of a call (module call-control)."""

    iSDNProgressDesc = 0
    qSIGProgressDesc = 1
    other = 2


class TypeOfChargingInfo(OpenEnum):
    """Whether charges are those so far or those of the whole call (module charge-info)."""

    subTotal = 0
    total = 1


class CurrencyMultiplier(OpenEnum):
    """What an amount of money is counted in, as a part of the currency's unit (module charge-info)."""

    oneThousandth = 0
    oneHundredth = 1
    oneTenth = 2
    one = 3
    ten = 4
    hundred = 5
    thousand = 6

    @property
    def exponent(self) -> int | None:
        """The power of ten: -3 for "oneThousandth"; None for a number that the standard does not list."""
        return self - 3 if 0 <= self <= CurrencyMultiplier.thousand else None


class MediaServiceType(OpenEnum):
    """What takes care of the media of a connection (module media-services)."""

    cstaVoiceUnit = 0
    dataModem = 1
    digitalDataIsochronousIeee1394 = 2
    digitalDataIsochronousGeoport = 3
    digitalDataIsochronousIeeeAtm = 4
    digitalDataIsochronousIeeeIsdn = 5
    digitalDataApi = 6
    ectfS100MediaServicesDefault = 7
    ectfS100MediaServicesAppServices = 8
    cstaIVRScript1 = 9
    cstaIVRScript2 = 10
    cstaIVRScript3 = 11
    cstaIVRScript4 = 12
    cstaIVRScript5 = 13
    cstaIVRScript6 = 14
    cstaIVRScript7 = 15
    cstaIVRScript8 = 16
    cstaIVRScript9 = 17
    cstaIVRScript10 = 18
    liveSoundCaptureAnalog = 19
    liveSoundTransmitAnalog = 20
    liveSoundCaptureIeee1394 = 21
    liveSoundTransmitIeee1394 = 22
    liveSoundCaptureTransmitGeoport = 23
    liveSoundCaptureTransmitAtm = 24
    liveSoundCaptureTransmitISDN = 25
    soundCaptureTransmitADPCM = 26
    soundCaptureTransmitApi = 27
    usb = 28
    sfSpecific1 = 29
    sfSpecific2 = 30
    sfSpecific3 = 31
    sfSpecific4 = 32
    sfSpecific5 = 33
    sfSpecific6 = 34
    sfSpecific7 = 35
    sfSpecific8 = 36
    sfSpecific9 = 37
    sfSpecific10 = 38


class LocationMethod(OpenEnum):
    """How a place was found out (module call-control). The standard's "a-GPS" is ``a_GPS`` here."""

    a_GPS = 0
    aOA = 1
    cell = 2
    derived = 3
    deviceAssistedAGps = 4
    deviceBasedAGps = 5
    dHCP = 6
    gPS = 7
    handsetAflt = 8
    handsetEflt = 9
    hybridAGps = 10
    ipdl = 11
    lldpMed = 12
    manual = 13
    mpl = 14
    nmr = 15
    otdoa = 16
    rfid = 17
    rssi = 18
    rssiRtt = 19
    rtt = 20
    ta = 21
    taNmr = 22
    triangulation = 23
    utdoa = 24
    wiremap = 25
    locMet80211 = 26


class TelephonyTone(OpenEnum):
    """What is heard in a call (module device-feature-types); from switchSpec0 on as each switch likes."""

    beep = 0
    billing = 1
    busy = 2
    carrier = 3
    confirmation = 4
    dial = 5
    faxCNG = 6
    hold = 7
    howler = 8
    intrusion = 9
    modemCNG = 10
    park = 11
    recordWarning = 12
    reorder = 13
    ringback = 14
    silence = 15
    sitVC = 16
    sitIC = 17
    sitRO = 18
    sitNC = 19
    # fmt: off
    (
        switchSpec0, switchSpec1, switchSpec2, switchSpec3, switchSpec4, switchSpec5, switchSpec6, switchSpec7,
        switchSpec8, switchSpec9, switchSpec10, switchSpec11, switchSpec12, switchSpec13, switchSpec14,
        switchSpec15, switchSpec16, switchSpec17, switchSpec18, switchSpec19, switchSpec20, switchSpec21,
        switchSpec22, switchSpec23, switchSpec24, switchSpec25, switchSpec26, switchSpec27, switchSpec28,
        switchSpec29, switchSpec30, switchSpec31, switchSpec32, switchSpec33, switchSpec34, switchSpec35,
        switchSpec36, switchSpec37, switchSpec38, switchSpec39, switchSpec40, switchSpec41, switchSpec42,
        switchSpec43, switchSpec44, switchSpec45, switchSpec46, switchSpec47, switchSpec48, switchSpec49,
        switchSpec50, switchSpec51, switchSpec52, switchSpec53, switchSpec54, switchSpec55, switchSpec56,
        switchSpec57, switchSpec58, switchSpec59, switchSpec60, switchSpec61, switchSpec62, switchSpec63,
        switchSpec64, switchSpec65, switchSpec66, switchSpec67, switchSpec68, switchSpec69, switchSpec70,
        switchSpec71, switchSpec72, switchSpec73, switchSpec74, switchSpec75, switchSpec76, switchSpec77,
        switchSpec78, switchSpec79, switchSpec80, switchSpec81, switchSpec82, switchSpec83, switchSpec84,
        switchSpec85, switchSpec86, switchSpec87, switchSpec88, switchSpec89, switchSpec90, switchSpec91,
        switchSpec92, switchSpec93, switchSpec94, switchSpec95, switchSpec96, switchSpec97, switchSpec98,
        switchSpec99, switchSpec100,
    ) = range(20, 121)
    # fmt: on
