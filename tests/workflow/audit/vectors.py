"""The golden vectors of the format: whoever changes one of them has made another format."""

SEED = bytes(range(32))
NAME = "opcc.example/audit/1"
VERIFIER_KEY = "opcc.example/audit/1+0106f914+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
CONTENT = "366e8c95d2d94b556df0657913e28cfa60ddfc9d73dc28cb8664e0dd95231447"
MANIFEST = (
    b'{"editors":["p_7","p_8"],"fields":{'
    b'"amounts.1":"bef23f222b4f9e804eb5cc82f9aba59e245082daca4edbcaaf004e61824729f2",'
    b'"subject":"5b20fad09b96bcaf3aaa286287b131bcc76107ec8030f6ca82376d9e0545ac92"},"originator":"p_7",'
    b'"route":{"key":"pcc-decision",'
    b'"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","version":1},'
    b'"submission":"s_42","v":1,"version":1}'
)
REASON_SEAL = "4cc83563847acc0a0f0af054030502c6a761dc7f8092ff053b83c5fef0dcf64e"

LEAVES = (
    (
        '{"about":{"id":"opcc.example/audit/1","kind":"log","step":null,"version":null},'
        '"actor":{"capacity":null,"for":null,"kind":"operator","office":null,"person":"os:signoff",'
        '"proof":"cli","session":null},"after":null,"app":"0.1.0","at":"2026-10-25T00:00:00.000000Z",'
        '"before":null,"content":null,'
        f'"data":{{"vkey":"{VERIFIER_KEY}"}},"fact":"log_opened","id":"c0.0","log":"{NAME}",'
        f'"prev":"{"0" * 64}","sealed":{{}},"seq":0,"v":1}}'
    ),
    (
        '{"about":{"id":"s_42","kind":"submission","step":null,"version":1},'
        '"actor":{"capacity":null,"for":null,"kind":"person","office":null,"person":"p_7","proof":"code",'
        '"session":"00112233445566ff"},"after":"with:chief-executive","app":"0.1.0",'
        f'"at":"2026-10-25T00:30:00.000000Z","before":"draft","content":"{CONTENT}",'
        f'"data":{{"number":"42/2026"}},"fact":"submitted","id":"c1.0","log":"{NAME}",'
        '"prev":"c4eea5038b72de0556f6d6e49d5a3c383caf2e197362750f38f6665f1fe56c33","sealed":{},"seq":1,"v":1}'
    ),
    (
        '{"about":{"id":"s_42","kind":"submission","step":"chief-executive","version":1},'
        '"actor":{"capacity":"deputy","for":"p_2","kind":"person","office":"chief-executive","person":"p_9",'
        '"proof":"code","session":"8899aabbccddeeff"},"after":"sent_back","app":"0.1.0",'
        f'"at":"2026-10-25T01:30:00.000000Z","before":"with:chief-executive","content":"{CONTENT}",'
        f'"data":{{}},"fact":"sent_back","id":"c2.0","log":"{NAME}",'
        '"prev":"5af09e534b2a0a0651f891da18602d53fc675cfb29c8529558c5928be85be4c3",'
        f'"sealed":{{"reason":"{REASON_SEAL}"}},"seq":2,"v":1}}'
    ),
)
HASHES = (
    "c4eea5038b72de0556f6d6e49d5a3c383caf2e197362750f38f6665f1fe56c33",
    "5af09e534b2a0a0651f891da18602d53fc675cfb29c8529558c5928be85be4c3",
    "229cbe3e2cbd078dff2af23f50dcc9c20a03523a6e011eccd738c4b4b814d759",
)
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: HASHES[0],
    2: "b8606ee0b48b821b3a3c5d87a88fe0bb9ed1892004703ce8d7363aff214b421c",
    3: "3887dde800d5eb1d047a1ef42b73b144647ece3058b3f2728b8870a8b7ccb92d",
}
