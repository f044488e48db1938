"""Thousands of plans: the same steps for a folder of three and a cluster, each result kept and found again.

A run is a row of steps from files to results. What a step gives is a *part*, kept in ``OUT/.work`` under a key made
of everything the step depends on (:mod:`~policy_xwalk.scale.keys`); a part that is there is not made again. Who does
the steps (this process, a pool of processes, Dask) changes nothing in the results.
"""
