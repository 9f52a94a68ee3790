using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Rbac.Admission;
using Harness.Rbac.Generating;
using Harness.Rbac.Policies;

namespace Harness.Cli.Commands;

/// <summary><c>generate</c>: the least that lets the consumers of a policy do what it allows, as manifests.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var kustomize = CommandOption.Text("--kustomize", "folder", "write a Kustomize base into this folder");
        var helm = CommandOption.Text("--helm", "folder", "write a Helm chart into this folder");
        var force = new Option<bool>("--force") { Description = "overwrite existing files that differ" };
        var command = new Command(
            "generate",
            "print the service accounts, roles and bindings that an access policy calls for, or write them into a folder; where it names "
            + "paths, also admission policies, for Kubernetes 1.30 and later")
        {
            policy, kustomize, helm, force,
        };
        command.SetAction(parsed =>
        {
            var access = AccessPolicies.ReadFiles(parsed.GetValue(policy) ?? []);
            var manifests = PolicyManifests.Of(access);
            var (toBase, toChart) = (parsed.GetValue(kustomize), parsed.GetValue(helm));
            if (toBase is not null && toBase == toChart)
                throw HarnessException.BadInput($"--kustomize and --helm both name {toBase}; give each a folder of its own");
            if (toBase is not null)
                Write(KustomizeBase.Of(manifests), toBase, parsed.GetValue(force), $"kubectl apply -k {toBase}");
            if (toChart is not null)
            {
                Write(HelmChart.Of(manifests, access.Name), toChart, parsed.GetValue(force),
                    $"helm install {access.Name} {toChart} -n {manifests.Namespace}");
            }

            if (toBase is null && toChart is null)
                Screen.Document(KustomizeBase.Of(manifests).AsStream().TrimEnd('\n'));
            if (PathAdmission.Of(access).Rules.Count > 0)
                Screen.Say(PathsNote);
            return ExitCode.Of(Outcome.AsExpected);
        });
        return command;
    }

    private const string PathsNote =
        "the paths of the policy are ValidatingAdmissionPolicies, which take Kubernetes 1.30 or later and the right to make them for the "
        + "whole cluster (where they cannot be made, kubectl apply makes the roles all the same, and every path is open); a Kustomize "
        + "overlay with another namespace does not move them: generate for that namespace instead";

    private static void Write(ManifestFolder files, string folder, bool force, string next)
    {
        files.WriteTo(folder, overwrite: force);
        Screen.Say($"wrote {files.Files.Count} files into {folder}; apply them with: {next}");
    }
}
