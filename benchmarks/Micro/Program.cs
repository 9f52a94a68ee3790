using BenchmarkDotNet.Running;
using Harness;
using Harness.Micro;

var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroStore).Assembly).Run(args).ToList();
// Without any: benchmarks were only listed, or an option was refused, which BenchmarkDotNet has said itself.
if (!summaries.Exists(summary => summary.Reports.Length > 0))
    return (int)Outcome.AsExpected;
Console.WriteLine($"report  {MicroStore.Write(HarnessFolders.InRepository(RepositoryRoot.Find()), summaries, args)}");
return (int)MicroStore.OutcomeOf(summaries);
