using Harness.Access;
using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class PodGetTests
{
    private static readonly Uri Url = new("http://10.43.0.7:8000/");

    [Test]
    public void A_patient_call_says_how_long_it_tries() =>
        new PodGet(Url, PodCaller.Nobody).Command.ShouldBe(["call", "--url", "http://10.43.0.7:8000/", "--patience", "15"]);

    [Test]
    public void A_users_password_is_in_a_file_and_not_on_the_command_line()
    {
        var get = new PodGet(Url, PodCaller.With(new BasicCredentials("alice", "open sesame"))) { IsPatient = false };

        get.Command.ShouldBe(["call", "--url", "http://10.43.0.7:8000/", "--user-file", "/var/run/secrets/harness/user"]);
        $"{get}".ShouldBe("GET http://10.43.0.7:8000/ from a pod as alice");
    }

    [Test]
    public void A_consumer_calls_with_its_mounted_token_and_the_clusters_CA() =>
        new PodGet(Url, PodCaller.As(new Consumer("ns", "robot"))).Command
        .ShouldContain("/var/run/secrets/kubernetes.io/serviceaccount/token");

    [TestCase("""{"status":200,"body":"Hello","error":null}""", 200, false)]
    [TestCase("""{"status":null,"body":"","error":"connection refused: Connection refused"}""", null, true)]
    [TestCase("""{"status":null,"body":"","error":"timeout: connection refused?"}""", null, false)]
    [TestCase("""{"status":502,"body":"connection refused: no","error":null}""", 502, false)]
    [TestCase("connection refused: not what the command prints", null, true)]
    [TestCase("exec format error", null, false)]
    public void Only_a_refused_connection_passes_for_one(string output, int? status, bool refused)
    {
        var answer = PodAnswer.Parse(output);

        (answer.Status, answer.IsRefused).ShouldBe((status, refused));
    }
}
