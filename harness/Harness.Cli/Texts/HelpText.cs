using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Harness.Cli.Terminal;
using Harness.Runs;

namespace Harness.Cli.Texts;

/// <summary>Examples after the generated help.</summary>
internal static class HelpText
{
    private const int VariablesInALine = 4;

    private static readonly string Examples = $$$"""
        Examples:
          ./run.sh                                   a cluster, all scenarios, the quick benchmark, a report
          ./run.sh --filter C14                      only the scenarios of claim C14
          ./run.sh test                              every test of the repository, as CI runs them
          ./run.sh test Grants                       only the tests with "Grants" in their name
          ./run.sh up && ./run.sh && ./run.sh down   keep one cluster for several commands
          ./run.sh discover --granted-to serviceaccount:shop/consumer -n shop
          ./run.sh validate --policy access.yaml --kubeconfig ~/.kube/config
          helm template . | ./run.sh validate --policy access.yaml --manifests - --preview control-plane
          ./run.sh validate --policy access.yaml --manifests k8s --exclude charts/ --with-live
          ./run.sh who-can GET services/hello-app -n shop
          ./run.sh who-can GET services/hello-app -n shop --output dot | dot -Tsvg > access.svg
          ./run.sh explain serviceaccount:shop/consumer GET /api/v1/namespaces/shop/services/hello-app:8080/proxy/ --manifests k8s
          ./run.sh diff --from main --to k8s         access that the working tree's manifests give and take, by subject
          ./run.sh generate --policy access.yaml --kustomize base
          ./run.sh learn --audit audit.log --since 7d > access.yaml   the least policy that allows what was done
          ./run.sh --kubeconfig ~/.kube/config --dry-run   what a run would do on a cluster you have, and the RBAC it needs
          ./run.sh --kubeconfig ~/.kube/config       the same scenarios on a cluster you have
          ./run.sh bench --profile nightly --gate gate.yaml   a nightly job: red only when something is worse than before
          ./run.sh report --open                     the latest run's report, in the browser
          ./run.sh report --compare A latest         what changed since run A
          ./run.sh report prune --keep 30            remove all but the newest runs
          ./run.sh down --kubeconfig ~/.kube/config  remove what earlier runs left on it
          ./run.sh --image nginx=REFERENCE           nginx from a registry of yours
          ./run.sh --cluster offline                 the node from Debian packages, without an image registry

        run.sh itself takes --no-install: install and start nothing, but say what is missing.

        Exit codes: 0 all as expected, 1 a scenario or test failed, a gate tripped, a policy is violated, a call is denied, access has
        changed or a load plan's threshold was exceeded, 2 bad input, 3 could not be decided (no cluster, no permission, timed out, a
        load plan's rate not reached), 130 interrupted.
        Settings by environment:
          {{{Variables}}}
        """;

    /// <summary>The variables that people set.</summary>
    private static string Variables => string.Join(",\n  ", Settings.All
        .Where(setting => setting.Scope != SettingScope.Internal)
        .Select(setting => setting.Variable)
        .Concat(["DOCKER_HOST", "NO_COLOR"])
        .Chunk(VariablesInALine)
        .Select(line => string.Join(", ", line)));

    /// <summary>Puts the examples after the root command's help.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new WithExamples((HelpAction)help.Action!);
    }

    private sealed class WithExamples(HelpAction usual) : SynchronousCommandLineAction
    {
        /// <summary>Help must not complain about missing arguments.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var (output, text) = (parseResult.InvocationConfiguration.Output, new StringWriter());
            parseResult.InvocationConfiguration.Output = text;
            HideArgumentsAbove(parseResult.CommandResult);
            var code = usual.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output = output;
            Screen.Result(text.ToString().Replace(RootCommand.ExecutableName, "./run.sh", StringComparison.Ordinal).TrimEnd());
            if (parseResult.CommandResult.Command is RootCommand)
                Screen.Result($"\n{Examples}");
            return code;
        }

        /// <summary>What a command takes, the commands below it do not.</summary>
        private static void HideArgumentsAbove(CommandResult given)
        {
            foreach (var argument in (given.Parent as CommandResult)?.Command.Arguments ?? [])
                argument.Hidden = true;
        }
    }
}
