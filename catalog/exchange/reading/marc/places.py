"""The MARC code list for countries, as ISO 3166 codes.

Source: the code list of 2003 and its changes. What it has for parts of a country ends in a letter
for the whole: u for the United States, c for Canada, k for the United Kingdom, a for Australia,
r for the Soviet Union.
"""

WHOLES = {"u": "US", "c": "CA", "k": "GB", "a": "AU", "r": "SU"}
CODED = """
aa:AL ae:DZ af:AF ag:AR ai:AM aj:AZ am:AI an:AD ao:AO aq:AG as:AS at:AU au:AT aw:AW ay:AQ ba:BH
bb:BB bd:BI be:BE bf:BS bg:BD bh:BZ bi:IO bl:BR bm:BM bn:BA bo:BO bp:SB br:MM bs:BW bt:BT bu:BG
bv:BV bw:BY bx:BN ca:BQ cb:KH cc:CN cd:TD ce:LK cf:CG cg:CD ch:TW ci:HR cj:KY ck:CO cl:CL cm:CM
co:CW cq:KM cr:CR cs:CS cu:CU cv:CV cw:CK cx:CF cy:CY dk:DK dm:BJ dq:DM dr:DO ea:ER ec:EC eg:GQ
em:TL er:EE es:SV et:ET fa:FO fg:GF fi:FI fj:FJ fk:FK fm:FM fp:PF fr:FR fs:TF ft:DJ gb:KI gd:GD
ge:DD gg:GG gh:GH gi:GI gl:GL gm:GM go:GA gp:GP gr:GR gs:GE gt:GT gu:GU gv:GN gw:DE gy:GY gz:PS
hk:HK hm:HM ho:HN ht:HT hu:HU ic:IS ie:IE ii:IN im:IM io:ID iq:IQ ir:IR is:IL it:IT iv:CI ja:JP
je:JE ji:JT jm:JM jo:JO ke:KE kg:KG kn:KP ko:KR ku:KW kz:KZ lb:LR le:LB lh:LI li:LT lo:LS ls:LA
lu:LU lv:LV ly:LY mc:MC mf:MU mg:MG mh:MO mj:MS mk:OM ml:ML mm:MT mo:ME mp:MN mq:MQ mr:MA mu:MR
mv:MD mw:MW mx:MX my:MY mz:MZ na:AN ne:NL ng:NE nl:NC nn:VU no:NO np:NP nq:NI nr:NG nu:NR nw:MP
nx:NF nz:NZ ot:YT pc:PN pe:PE pg:GW ph:PH pk:PK pl:PL pn:PA po:PT pp:PG pr:PR pw:PW py:PY qa:QA
rb:RS re:RE rh:ZW rm:RO ru:RU rw:RW sa:ZA sc:BL sd:SS se:SC sf:ST sg:SN si:SG sj:SD sl:SL sm:SM
sn:SX so:SO sp:ES sq:SZ sr:SR ss:EH st:MF su:SA sw:SE sx:NA sy:SY sz:CH ta:TJ tc:TC tg:TG th:TH
ti:TN tk:TM tl:TK to:TO tr:TT ts:AE tu:TR tv:TV tz:TZ ua:EG ug:UG uk:GB un:UA ur:SU us:US uv:BF
uy:UY uz:UZ vb:VG vc:VA ve:VE vi:VI vm:VN vn:VD wf:WF wj:PS wk:WK ws:WS xa:CX xb:CC xc:MV xd:KN
xe:MH xf:MI xh:NU xj:SH xk:LC xl:PM xm:VC xn:MK xo:SK xr:CZ xs:GS xv:SI ye:YE ys:YD yu:YU za:ZM
"""
CODES = {pair[:2]: pair[3:] for pair in CODED.split()}
UNKNOWN = {"", "xx", "vp", "|||", "..."}


def country(code: str) -> tuple[str, ...] | None:
    """The country of a code; none where it says so, None where it is no code of the list."""
    code = code.strip(" .#\\").casefold()
    if code in UNKNOWN:
        return ()
    if len(code) == 3 and code[2] in WHOLES:
        return (WHOLES[code[2]],)
    found = CODES.get(code)
    return (found,) if found else None
