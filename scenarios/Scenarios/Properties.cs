// Every scenario has its own namespace and consumers, so all run beside each other; they mostly wait for the cluster.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(6)]
