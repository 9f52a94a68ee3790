using Harness.Access;
using Harness.Load.Engine;
using Harness.Workloads;
using Harness.Workloads.Agents;
using HelloApp.Agents;

namespace Harness.Tests.Workloads.Agents;

/// <summary>What agents are made of.</summary>
internal sealed class AgentObjectsTests
{
    private const string Key = "0123456789abcdef";

    private static readonly AgentObjects Objects = new(
        new AgentFleet(
            "team-a", new Consumer("team-a", "consumer"), 3,
            [new AgentTarget("proxied", new Uri("https://kubernetes.default.svc/a"), "Hello", AgentFleet.TokenFile, AgentFleet.CaFile)])
        {
            IsJob = true,
        },
        HelloImageChoice.Other("hello:1"));

    [Test]
    public void An_agent_calls_as_the_consumer_with_a_token_that_is_renewed()
    {
        var spec = Objects.PodSpec();

        (spec.ServiceAccountName, spec.AutomountServiceAccountToken).ShouldBe(("consumer", false));
        var sources = spec.Volumes.Single(volume => volume.Projected is not null).Projected.Sources;
        sources[0].ServiceAccountToken.ExpirationSeconds.ShouldBe(3600);
        sources[1].ConfigMap.Name.ShouldBe("kube-root-ca.crt");
        var mounts = spec.Containers[0].VolumeMounts.ToDictionary(mount => mount.Name, mount => mount.MountPath);
        ($"{mounts["identity"]}/token", $"{mounts["identity"]}/ca.crt").ShouldBe((AgentFleet.TokenFile, AgentFleet.CaFile));
    }

    [Test]
    public void The_key_and_the_targets_are_in_the_Secret_and_nowhere_in_the_pod()
    {
        var secret = Objects.Secret(Key);

        k8s.KubernetesJson.Serialize(Objects.Job()).ShouldNotContain(Key);
        secret.StringData["key"].ShouldBe(Key);
        AgentTargets.FromJson(secret.StringData["targets"]).Single().Name.ShouldBe("proxied");
    }

    [Test]
    public void A_body_is_where_the_targets_say_byte_for_byte()
    {
        var fleet = new AgentFleet("team-a", new Consumer("team-a", "consumer"), 1, []) { IsJob = true, Body = new byte[] { 0, 255, 10 } };

        var secret = new AgentObjects(fleet, HelloImageChoice.Other("hello:1")).Secret(Key);

        secret.Data[Path.GetFileName(AgentFleet.BodyFile)].ShouldBe([0, 255, 10]);
        Objects.PodSpec().Containers[0].VolumeMounts.Single(mount => mount.Name == "key").MountPath
            .ShouldBe(Path.GetDirectoryName(AgentFleet.BodyFile));
    }

    [Test]
    public void Its_command_line_is_one_that_the_agent_reads_once_its_files_are_there()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            foreach (var (name, content) in Objects.Secret(Key).StringData)
                File.WriteAllText(Path.Combine(folder.FullName, name), content);
            var mounted = Objects.PodSpec().Containers[0].VolumeMounts.Single(mount => mount.Name == "key").MountPath;
            var args = Objects.PodSpec().Containers[0].Args.Select(
                arg => arg.Replace(mounted, folder.FullName, StringComparison.Ordinal)).ToArray();

            args[0].ShouldBe("agent");
            var options = AgentOptions.Parse(args.AsSpan(1));

            (options.Port, options.Key, options.Targets.Single().TokenFile).ShouldBe((8081, Key, AgentFleet.TokenFile));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void Agents_are_spread_over_the_nodes_and_are_pods_of_one_Indexed_Job()
    {
        var job = Objects.Job().Spec;

        (job.CompletionMode, job.Completions, job.Parallelism).ShouldBe(("Indexed", 3, 3));
        var spread = job.Template.Spec.TopologySpreadConstraints.ShouldHaveSingleItem();
        (spread.TopologyKey, spread.MaxSkew, spread.WhenUnsatisfiable).ShouldBe(("kubernetes.io/hostname", 1, "ScheduleAnyway"));
        spread.LabelSelector.MatchLabels.ShouldBe(job.Template.Metadata.Labels);
        AgentObjects.IndexOf(Objects.Pod(2)).ShouldBe(2);
    }

    [TestCase("1.23", false)]
    [TestCase("1.24", true)]
    [TestCase("1.36", true)]
    public void Before_1_24_they_are_plain_pods(string version, bool isJob) => AgentFleet.HasJobs(new Version(version)).ShouldBe(isJob);
}
