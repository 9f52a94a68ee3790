using Harness.Rbac.Auditing;
using Harness.Rbac.Policies;
using Harness.Tests.Images;
using Harness.Tests.Rbac.Auditing;

namespace Harness.Tests.Cli;

/// <summary>The command <c>learn</c>, and <c>validate</c> with a log, as run.sh starts them.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LearnCommandTests : IDisposable
{
    private static readonly LoggedRequest Good = new();
    private const string Alpha = "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1alpha1\",\"auditID\":\"1\"}\n";
    private readonly Scratch _folder = new();

    public LearnCommandTests() => Log(Good, Good with { User = "admin", Groups = ["system:masters"] });

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task The_policy_is_the_result_and_what_is_not_in_it_is_said_beside_it()
    {
        var (exitCode, output, error) = await RunAsync("learn", "--audit", _folder["audit.log"]);

        exitCode.ShouldBe(0, error);
        AccessPolicyReader.Parse("out", output).Consumers.ShouldHaveSingleItem().Subject.ToString()
            .ShouldBe("serviceaccount:shop/consumer");
        error.ShouldContain("left out: requests of group:system:masters: 1");
    }

    [Test]
    public async Task What_validate_only_tried_is_left_out()
    {
        Log(Good, Good with { Agent = AuditEvent.ProbeAgent, Name = "tried" });

        var (exitCode, output, error) = await RunAsync("learn", "--audit", _folder["audit.log"]);

        exitCode.ShouldBe(0, error);
        output.ShouldNotContain("tried]");
        error.ShouldContain("left out: calls of validate --probe, by their user agent: 1 request");
    }

    [Test]
    public async Task What_it_prints_is_what_generate_and_validate_read()
    {
        _folder.Write("learnt.yaml", (await RunAsync("learn", "--audit", _folder["audit.log"])).Output);

        var generated = await RunAsync("generate", "--policy", _folder["learnt.yaml"]);
        var validated = await RunAsync(
            "validate", "--policy", _folder["learnt.yaml"], "--audit", _folder["audit.log"], "--source", "audit");

        generated.ExitCode.ShouldBe(0, generated.ErrorTail);
        generated.Output.ShouldContain("hello-app:8080");
        validated.ExitCode.ShouldBe(0, validated.ErrorTail);
        validated.Output.ShouldContain("As the policy says: 1 cell");
    }

    [Test]
    public async Task A_log_that_is_not_whole_is_learnt_from_as_far_as_it_goes_with_exit_code_3()
    {
        File.AppendAllText(_folder["audit.log"], "{\"auditID\"");

        var (exitCode, output, error) = await RunAsync("learn", "--audit", _folder["audit.log"]);

        exitCode.ShouldBe(3);
        AccessPolicyReader.Parse("out", output).Consumers.Count.ShouldBe(1);
        error.ShouldContain($"error: not complete: {_folder["audit.log"]}:3: the log is cut off");
        output.ShouldContain("# NOT COMPLETE: ");
    }

    [Test]
    public async Task A_violation_that_the_log_shows_fails_the_validation()
    {
        _folder.Write("learnt.yaml", (await RunAsync("learn", "--audit", _folder["audit.log"])).Output);
        Log(Good, Good with { User = "eve", Groups = [] }, Good with { User = "mallory", Decision = "forbid", Status = 403 });

        var (exitCode, output, error) = await RunAsync(
            "validate", "--policy", _folder["learnt.yaml"], "--audit", _folder["audit.log"], "--source", "audit", "--verbose");

        exitCode.ShouldBe(1, error);
        output.ShouldContain("OPEN       user:eve can get services/proxy \"hello-app:8080\"");
        output.ShouldContain("denied     user:mallory: get services/proxy \"hello-app:8080\" in namespace shop: once, last 2026-11-30");
    }

    [TestCase("--audit|LOG|--since|yesterday", "--since yesterday: write how long ago (90s, 5m, 24h, 7d), or a time such as")]
    [TestCase("--audit|LOG|--since|2999-01-01", "--since 2999-01-01: that is yet to come, as it is ")]
    [TestCase("--audit|LOG|--follow|--for|soon", "--for soon: write how long as a whole number with s, m, h or d")]
    [TestCase("--audit|LOG|--for|5m", "--for says how long --follow waits: add --follow")]
    [TestCase("--audit|-|--follow", "standard input is read to its end, however long that takes: omit --follow")]
    [TestCase("--audit|LOG|--ignore-group|system:authenticated", "nearly everybody is in it")]
    [TestCase("--audit|LOG|--namespace|A", "--namespace \"A\": a namespace's name has lower-case letters")]
    [TestCase("--audit|LOG|--most-paths|0", "--most-paths 0: not a whole number from 1 to 1000")]
    [TestCase("--audit|LOG|--name|A b", "--name \"A b\": write up to 63 lower-case letters")]
    [TestCase("--audit|/no/such", "audit log /no/such cannot be read: there is no such file")]
    [TestCase("--audit|LOG|--folow", "unknown option \"--folow\"; did you mean --follow?")]
    public async Task Bad_input_is_named(string words, string complaint)
    {
        var (exitCode, _, error) = await RunAsync(["learn", .. words.Replace("LOG", _folder["audit.log"]).Split('|')]);

        error.ShouldContain(complaint);
        exitCode.ShouldBe(2, error);
    }

    [TestCase("/no/such.log", "audit log /no/such.log cannot be read: ")]
    [TestCase("/tmp", "audit log /tmp is a folder: name the files in it that are meant")]
    public async Task A_log_that_validate_cannot_read_is_noticed_before_any_cluster_is_asked(string log, string complaint)
    {
        _folder.Write("learnt.yaml", (await RunAsync("learn", "--audit", _folder["audit.log"])).Output);

        var (exitCode, _, error) = await RunAsync(
            "validate", "--policy", _folder["learnt.yaml"], "--audit", log, "--kubeconfig", "/no/such/kubeconfig");

        error.ShouldContain(complaint);
        exitCode.ShouldBe(2, error);
    }

    [Test]
    public async Task Nothing_to_learn_from_is_undecided()
    {
        var (exitCode, output, error) = await RunAsync("learn", "--audit", _folder["audit.log"], "--namespace", "other");

        (exitCode, output).ShouldBe((3, ""));
        error.ShouldContain("error: nothing to learn from: none of 2 requests in the log is of the resources, namespaces and time that");
    }

    [TestCase("", "nothing to learn from: nothing is in LOG")]
    [TestCase("garbage\n", "not complete: LOG:1: is no JSON")]
    [TestCase("{\"auditID\"", "not complete: LOG:1: the log is cut off in the middle of this line")]
    [TestCase(Alpha, "not complete: LOG:1: is of apiVersion \"audit.k8s.io/v1alpha1\"")]
    public async Task Where_nothing_of_the_log_is_understood_why_comes_first(string log, string complaint)
    {
        _folder.Write("audit.log", log);

        var (exitCode, output, error) = await RunAsync("learn", "--audit", _folder["audit.log"]);

        error.ShouldContain($"error: {complaint.Replace("LOG", _folder["audit.log"])}");
        error.ShouldContain("nothing to learn from: ");
        (exitCode, output).ShouldBe((3, ""));
    }

    [Test]
    public async Task A_log_that_was_packed_and_cut_off_is_not_taken_for_an_empty_one()
    {
        File.WriteAllBytes(_folder["audit.log"], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xed, 0xc1]);

        var (exitCode, _, error) = await RunAsync("learn", "--audit", _folder["audit.log"]);

        error.ShouldContain($"error: not complete: {_folder["audit.log"]}:1: cannot be read from here on: it is cut off, or packed in ");
        exitCode.ShouldBe(3);
    }

    [Test]
    public async Task Who_gave_the_access_is_said_last_as_it_stays_until_it_is_removed()
    {
        var (_, output, error) = await RunAsync("learn", "--audit", _folder["audit.log"]);

        error.ShouldContain("which stay until you remove them");
        error.ShouldContain("\n  RoleBinding \"shop/hello\" of Role \"hello\"");
        output.ShouldNotContain("remove");
    }

    [Test]
    public async Task A_log_that_is_being_written_is_followed_for_a_while()
    {
        var writing = Task.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            await File.AppendAllTextAsync(_folder["audit.log"], $"{Good with { Name = "later" }}\n");
        });

        var (exitCode, output, error) = await RunAsync("learn", "--audit", _folder["audit.log"], "--follow", "--for", "4s");
        await writing;

        exitCode.ShouldBe(0, error);
        output.ShouldContain("services: [later]");
    }

    private void Log(params LoggedRequest[] requests) => _folder.Write("audit.log", string.Concat(requests.Select(one => $"{one}\n")));

    private static Task<Processes.ProcessOutcome> RunAsync(params string[] words) => HarnessProgram.RunAsync(words);
}
