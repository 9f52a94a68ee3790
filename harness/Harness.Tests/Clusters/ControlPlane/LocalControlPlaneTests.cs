using System.Globalization;
using System.Runtime.Versioning;
using Harness.Clusters.ControlPlane;
using Harness.Files;
using Harness.Lifetime;
using Harness.Tests.Images;
using Harness.Tests.Support;
using k8s;

namespace Harness.Tests.Clusters.ControlPlane;

/// <summary>That nothing is left of a control plane, whichever way out it took.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LocalControlPlaneTests
{
    /// <summary>Those of this process: others on this machine come and go.</summary>
    private static string[] Folders =>
        [.. Directory.CreateDirectory(ScratchFolder.All, (UnixFileMode)0b111_000_000).GetDirectories("control-plane-*")
            .Select(folder => folder.FullName).Where(folder => Owner(folder) == Ownership.Current)];

    [Test]
    public async Task It_serves_with_its_default_roles_and_is_gone_when_it_is_disposed_of()
    {
        var before = Folders;
        var plane = await LocalControlPlane.StartAsync(await BinariesAsync(), CancellationToken.None);
        var processes = Processes(Folders.Except(before).ShouldHaveSingleItem());

        (await plane.Admin.RbacAuthorizationV1.ListClusterRoleAsync()).Items.Count.ShouldBeGreaterThan(30);
        plane.KubernetesVersion.ShouldStartWith("v1.");
        await plane.DisposeAsync();

        processes.Length.ShouldBe(2);
        processes.ShouldAllBe(id => !IsRunning(id));
        Folders.Except(before).ShouldBeEmpty();
    }

    [Test]
    public async Task A_program_that_ends_at_once_is_named_with_what_it_said_and_nothing_is_left()
    {
        using var scratch = new Scratch();
        var before = Folders;
        var broken = Script(scratch, "broken", "echo 'no such flag' >&2; exit 1");
        var waiting = Script(scratch, "waiting", "exec sleep 60");

        var failure = await Should.ThrowAsync<HarnessException>(() =>
            LocalControlPlane.StartAsync(new ControlPlaneBinaries(broken, waiting), CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain("kube-apiserver of the control plane ended before it was ready; it said:\nno such flag");
        Folders.Except(before).ShouldBeEmpty();
    }

    [Test]
    public async Task A_start_that_is_cancelled_leaves_nothing()
    {
        using var scratch = new Scratch();
        var before = Folders;
        var waiting = Script(scratch, "waiting", "exec sleep 60");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(
            () => LocalControlPlane.StartAsync(new ControlPlaneBinaries(waiting, waiting), stop.Token));

        Folders.Except(before).ShouldBeEmpty();
    }

    [Test]
    public async Task Assets_that_are_incomplete_are_named()
    {
        using var scratch = new Scratch();
        using var environment = new ProcessEnvironment((ControlPlaneBinaries.Assets, scratch.Root));

        var failure = await Should.ThrowAsync<HarnessException>(
            () => ControlPlaneBinaries.FindAsync(new CacheFolder(scratch.Root), null, CancellationToken.None));

        failure.Message.ShouldStartWith($"KUBEBUILDER_ASSETS={scratch.Root} does not hold both kube-apiserver and etcd");
        failure.Kind.ShouldBe(FailureKind.Undecided);
    }

    [Test]
    public async Task Assets_come_before_everything_else()
    {
        using var scratch = new Scratch();
        Script(scratch, "kube-apiserver", "exit 0");
        Script(scratch, "etcd", "exit 0");
        using var environment = new ProcessEnvironment((ControlPlaneBinaries.Assets, scratch.Root));

        (await ControlPlaneBinaries.FindAsync(CacheFolder.Default(), null, CancellationToken.None))
            .Etcd.ShouldBe(Path.Combine(scratch.Root, "etcd"));
    }

    [Test]
    public async Task Where_the_programs_are_nowhere_it_says_what_to_do()
    {
        using var scratch = new Scratch();
        using var environment = new ProcessEnvironment((ControlPlaneBinaries.Assets, null), ("PATH", scratch.Root));

        var failure = await Should.ThrowAsync<HarnessException>(
            () => ControlPlaneBinaries.FindAsync(new CacheFolder(scratch.Root), null, CancellationToken.None));

        failure.Message.ShouldContain("./run.sh up --cluster offline");
        failure.Kind.ShouldBe(FailureKind.Undecided);
    }

    private static async Task<ControlPlaneBinaries> BinariesAsync()
    {
        try
        {
            return await ControlPlaneBinaries.FindAsync(CacheFolder.Default(), null, CancellationToken.None);
        }
        catch (HarnessException missing)
        {
            throw new IgnoreException(missing.Message);
        }
    }

    private static string Script(Scratch scratch, string name, string body)
    {
        var path = Path.Combine(scratch.Root, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static string? Owner(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, ".owner"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int[] Processes(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, ".processes")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    private static bool IsRunning(int id) => Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}"));
}
