using System.Text.Json;
using Harness.Proxying;
using Harness.Results;

namespace Harness.Tests;

internal sealed class SecretMaskTests
{
    private const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl";

    [TestCase("the token is eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl, use it", "the token is (masked), use it")]
    [TestCase("cut off: eyJhbGciOiJSUzI1NiIsImtp", "cut off: (masked)")]
    [TestCase("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\n\nMIIE\n-----END RSA PRIVATE KEY-----\nafter", "(masked)\nafter")]
    [TestCase("-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEEI", "(masked)")]
    [TestCase("Authorization: Bearer abcdefghijklmnop.qrs", "Authorization: Bearer (masked)")]
    [TestCase("authorization=bearer%20s3cret-token", "authorization=bearer%20(masked)")]
    [TestCase("Authorization: Basic YWxpY2U6b3BlbnNlc2FtZQ==", "Authorization: Basic (masked)")]
    [TestCase("Server=db;User=sa;Password=hunter2!;", "Server=db;User=sa;Password=(masked);")]
    [TestCase("""{"db_password":"hunter2!","user":"sa"}""", """{"db_password":"(masked)","user":"sa"}""")]
    [TestCase("""{\"password\": \"hunter2!\"}""", """{\"password\": \"(masked)\"}""")]
    [TestCase("password: hunter2!", "password: (masked)")]
    [TestCase("?access_token=0123456789ab&x=1", "?access_token=(masked)&x=1")]
    [TestCase("""{"token":"0123456789ab"}""", """{"token":"(masked)"}""")]
    [TestCase("    token: 0123456789abcdef0123", "    token: (masked)")]
    [TestCase("    token: '0123456789ab'", "    token: '(masked)'")]
    [TestCase("/next?to=%2Flogin%3Fpassword%3Dhunter2!", "/next?to=%2Flogin%3Fpassword%3D(masked)")]
    [TestCase("/next?to=%252Fa%253Faccess_token%253D0123456789ab", "/next?to=%252Fa%253Faccess_token%253D(masked)")]
    [TestCase("    client-key-data: LS0tLS1CRUdJTg==", "    client-key-data: (masked)")]
    [TestCase("certificate-authority-data: LS0tLS1CRUdJTg==", "certificate-authority-data: (masked)")]
    [TestCase("postgres://sa:hunter2@db:5432/x", "postgres://sa:(masked)@db:5432/x")]
    [TestCase("AKIAIOSFODNN7EXAMPLE is its id", "(masked) is its id")]
    [TestCase("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_secret_access_key = (masked)")]
    [TestCase("AccountName=a;AccountKey=cGxhbnRlZA==;EndpointSuffix=x", "AccountName=a;AccountKey=(masked);EndpointSuffix=x")]
    [TestCase("SharedAccessKey=cGxhbnRlZA==", "SharedAccessKey=(masked)")]
    [TestCase("Set-Cookie: session=s3cret-1; Path=/; HttpOnly\nDate: x", "Set-Cookie: (masked)\nDate: x")]
    [TestCase("< set-cookie: __Host-id=s3cret-1", "< set-cookie: (masked)")]
    [TestCase("Cookie: a=s3cret-1; b=s3cret-2", "Cookie: (masked)")]
    [TestCase("""{"Cookie":["a=s3cret-1; b=s3cret-2"],"Host":["x"]}""", """{"Cookie":["(masked)"],"Host":["x"]}""")]
    [TestCase("ghp_0123456789abcdef0123456789abcdef0123", "(masked)")]
    public void What_looks_like_a_secret_is_masked(string text, string masked)
    {
        SecretMask.Of(text).ShouldBe(masked);
        SecretMask.Of(masked).ShouldBe(masked, "masking twice changes nothing");
    }

    [TestCase("services \"hello-app\" is forbidden: User \"system:serviceaccount:team-a:robot\" cannot get resource \"services/proxy\"")]
    [TestCase("nginx, with a password file: 401 without credentials, 401 with a wrong password, 200 with the right one")]
    [TestCase("basic authentication, bearer tokens, Basic realm=\"Restricted\"")]
    [TestCase("""{"resource":"serviceaccounts/token","verbs":["create"]}""")]
    [TestCase("--token-file /var/run/secrets/kubernetes.io/serviceaccount/token")]
    [TestCase("secretName: nginx-passwords, automountServiceAccountToken: false")]
    [TestCase("http://127.0.0.1:8080/api/v1/namespaces/a/services/http:hello-app:8080/proxy/")]
    [TestCase("header Set-Cookie: as sent, header Cookie: removed")]
    [TestCase("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    public void What_is_no_secret_stays(string text) => SecretMask.Of(text).ShouldBe(text);

    [Test]
    public void A_body_is_masked_before_it_is_cut_so_that_no_half_of_a_secret_stays()
    {
        var body = $"{new string('x', 250)} password={new string('s', 200)}";
        var call = new CallEvidence { Method = "GET", Url = "/", Caller = "robot" };

        VerdictReader.Read(call, 200, body).ToString().ShouldEndWith(" password=(masked)");
    }

    [Test]
    public void A_failures_message_holds_none() => HarnessException.Undecided($"it said {Jwt}").Message.ShouldBe("it said (masked)");

    [Test]
    public void Result_files_hold_none_wherever_the_text_stands()
    {
        var observation = new Observation(Jwt, $"not {Jwt}", Jwt, false, $"Bearer {Jwt}");

        var json = JsonSerializer.Serialize(new Dictionary<string, Observation> { ["key"] = observation }, ResultsJson.Options);

        json.ShouldNotContain("eyJ");
        json.ShouldContain("not (masked)");
    }

    [Test]
    public void No_text_makes_it_slow()
    {
        // A pattern that backtracks would not end with these.
        foreach (var hostile in (string[])["password", "-----BEGIN A-----", "eyJ.", "://a:", "token\"", "bearer ", "\\\"'"])
            SecretMask.Of(string.Concat(Enumerable.Repeat(hostile, 20_000))).Length.ShouldBePositive();
    }
}
